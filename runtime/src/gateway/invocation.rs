use std::time::{Duration, Instant};

use super::{
    close_reason::CloseReason,
    id::{Uuid, new_id},
    timestamp::Timestamp,
};

/// One event of a connection: what is known of it when it comes, and what became of it.
#[derive(Debug)]
pub(super) struct Invocation {
    pub(super) event_type: &'static str,
    pub(super) route_key: String,
    pub(super) request_id: String,
    pub(super) time: Timestamp,
    pub(super) begun: Instant,
    pub(super) message_id: Option<String>,
    pub(super) authorizer: Option<InvocationResult>,
    pub(super) integration: Option<InvocationResult>,
    /// What API Gateway itself had to say.
    pub(super) error: Option<&'static str>,
    /// How a message differs from the route's model.
    pub(super) validation_error: Option<String>,
    /// The code and the reason of a connection's end.
    pub(super) close: Option<String>,
}

/// What came back from a function.
#[derive(Debug)]
pub(super) struct InvocationResult {
    pub(super) request_id: Uuid,
    /// That of the function's response, if there was one.
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
            begun: Instant::now(),
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

    pub(super) fn disconnect(end: &CloseReason) -> Self {
        let close = format!("{} {}", end.code, end.reason);
        Invocation { close: Some(close), ..Invocation::new("DISCONNECT", "$disconnect") }
    }

    pub(super) fn authorizer_latency(&self) -> Option<u64> {
        self.authorizer.as_ref().map(|result| millis(result.latency))
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
