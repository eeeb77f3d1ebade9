use std::time::{Duration, Instant};

use super::{
    end::End,
    id::{Uuid, new_id},
    moment::Moment,
};

/// One event of a connection: what is known of it when it comes, and what became of it.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) event_type: &'static str,
    pub(super) route_key: String,
    pub(super) request_id: String,
    pub(super) time: Moment,
    pub(super) begun: Instant,
    pub(super) message_id: Option<String>,
    pub(super) authorizer: Option<Answered>,
    pub(super) integration: Option<Answered>,
    /// What API Gateway itself had to say.
    pub(super) error: Option<&'static str>,
    /// How a message differs from the route's model.
    pub(super) validation_error: Option<String>,
    /// The code and the reason of a connection's end.
    pub(super) close: Option<String>,
}

/// What came back from a function.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) request_id: Uuid,
    /// That of the function's response, if there was one.
    pub(super) status: Option<u16>,
    pub(super) latency: Duration,
    pub(super) error: Option<String>,
}

impl Call {
    fn new(event_type: &'static str, route_key: &str) -> Self {
        Call {
            event_type,
            route_key: route_key.to_owned(),
            request_id: new_id(),
            time: Moment::now(),
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
        Call::new("CONNECT", "$connect")
    }

    pub(super) fn message(route_key: &str) -> Self {
        Call { message_id: Some(new_id()), ..Call::new("MESSAGE", route_key) }
    }

    pub(super) fn disconnect(end: &End) -> Self {
        let close = format!("{} {}", end.code, end.reason);
        Call { close: Some(close), ..Call::new("DISCONNECT", "$disconnect") }
    }

    pub(super) fn authorizer_latency(&self) -> Option<u64> {
        self.authorizer.as_ref().map(|answered| millis(answered.latency))
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
