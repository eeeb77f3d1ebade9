use std::time::{Duration, Instant};

use super::{
    close_reason::CloseReason,
    id::{Uuid, new_id},
    timestamp::Timestamp,
};

/// One event of a connection, with the results of the functions that it invokes: the authorizer's and the route's.
#[derive(Debug)]
pub(super) struct Invocation {
    pub(super) event_type: &'static str,
    pub(super) route_key: String,
    pub(super) request_id: String,
    pub(super) time: Timestamp,
    pub(super) start: Instant,
    pub(super) message_id: Option<String>,
    pub(super) authorizer: Option<InvocationResult>,
    pub(super) integration: Option<InvocationResult>,
    /// The error that API Gateway itself reports to the client.
    pub(super) error: Option<&'static str>,
    /// The difference between a message and the route's model.
    pub(super) validation_error: Option<String>,
    /// The close code and the reason of a disconnect.
    pub(super) close: Option<String>,
}

/// The result of one function.
#[derive(Debug)]
pub(super) struct InvocationResult {
    pub(super) request_id: Uuid,
    /// The status of the function's response, if there is a response.
    pub(super) status: Option<u16>,
    pub(super) latency: Duration,
    pub(super) error: Option<String>,
}

impl Invocation {
    fn new(event_type: &'static str, route_key: &str) -> Self {
        Invocation {
            event_type,
            route_key: route_key.to_owned(),
            request_id: new_id(),
            time: Timestamp::now(),
            start: Instant::now(),
            message_id: None,
            authorizer: None,
            integration: None,
            error: None,
            validation_error: None,
            close: None,
        }
    }

    pub(super) fn connect() -> Self {
        Invocation::new("CONNECT", "$connect")
    }

    pub(super) fn message(route_key: &str) -> Self {
        Invocation { message_id: Some(new_id()), ..Invocation::new("MESSAGE", route_key) }
    }

    pub(super) fn disconnect(reason: &CloseReason) -> Self {
        let close = format!("{} {}", reason.code, reason.text);
        Invocation { close: Some(close), ..Invocation::new("DISCONNECT", "$disconnect") }
    }

    pub(super) fn authorizer_latency(&self) -> Option<u64> {
        self.authorizer.as_ref().map(|result| millis(result.latency))
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
