use websocket_api_model::limits;

use crate::{
    FunctionError,
    event::{Authorizer, Connect, Disconnect, Event, EventKind, Message, TwoWay},
    excerpt::excerpt,
    extract::{PROTOCOL_HEADER, Subprotocols},
    response::{Authorization, Deny, HandlerError, Policy, ProxyResponse, Reject, Unauthorized},
    router::LambdaResponse,
};

/// A kind of handler: [`Connect`], [`Message`], [`TwoWay`], [`Disconnect`] or [`Authorizer`].
pub trait Kind: Sized + 'static {
    /// What a handler of this kind comes to, whatever it returns.
    type Response: Send + 'static;

    #[doc(hidden)]
    const EVENT: EventKind;

    /// What the reply needs of the event, which is gone by then.
    #[doc(hidden)]
    type Facts: Send + 'static;

    #[doc(hidden)]
    fn facts(event: &Event<'_>) -> Self::Facts;

    #[doc(hidden)]
    fn finish(
        reply: Result<Self::Response, HandlerError>,
        facts: Self::Facts,
    ) -> Result<LambdaResponse, FunctionError>;
}

fn failed(error: &HandlerError) -> FunctionError {
    FunctionError::new(error.type_name(), error.message())
}

fn unsendable(problem: impl Into<String>) -> FunctionError {
    FunctionError::new(FunctionError::REPLY, problem)
}

impl Kind for Connect {
    type Response = ProxyResponse;
    type Facts = Vec<String>;

    const EVENT: EventKind = EventKind::Connect;

    /// The subprotocols offered.
    fn facts(event: &Event<'_>) -> Vec<String> {
        Subprotocols::of(event).0
    }

    fn finish(
        reply: Result<ProxyResponse, HandlerError>,
        offered: Vec<String>,
    ) -> Result<LambdaResponse, FunctionError> {
        let refused = |error: HandlerError| error.find::<Reject>().map_or(Err(error), Reject::into_response);
        let response = reply.or_else(refused).map_err(|error| failed(&error))?;
        if !matches!(response.status, 200..=599) {
            return Err(unsendable(format!("a handshake has no status {}", response.status)));
        }
        let protocol = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(PROTOCOL_HEADER));
        match protocol {
            // The offers are not shown: they are a way to send a token.
            Some((_, protocol)) if response.status < 300 && !offered.contains(protocol) => {
                Err(unsendable(format!(
                    "the handler accepted the subprotocol `{}`, which is not among the {} that the client offered",
                    excerpt(protocol),
                    offered.len()
                )))
            }
            _ => Ok(LambdaResponse::proxy(response)),
        }
    }
}

impl Kind for TwoWay {
    type Response = ProxyResponse;
    type Facts = ();

    const EVENT: EventKind = EventKind::Message;

    fn facts(_: &Event<'_>) {}

    fn finish(reply: Result<ProxyResponse, HandlerError>, (): ()) -> Result<LambdaResponse, FunctionError> {
        reply.map_err(|error| failed(&error)).and_then(LambdaResponse::message)
    }
}

macro_rules! silent {
    ($($kind:ident => $event:ident),+) => {$(
        impl Kind for $kind {
            type Response = ();
            type Facts = ();

            const EVENT: EventKind = EventKind::$event;

            fn facts(_: &Event<'_>) {}

            fn finish(reply: Result<(), HandlerError>, (): ()) -> Result<LambdaResponse, FunctionError> {
                reply.map(|()| LambdaResponse::proxy(ProxyResponse::ok())).map_err(|error| failed(&error))
            }
        }
    )+};
}

silent!(Message => Message, Disconnect => Disconnect);

impl Kind for Authorizer {
    type Response = Authorization;
    type Facts = String;

    const EVENT: EventKind = EventKind::Authorizer;

    /// The ARN to allow or deny.
    fn facts(event: &Event<'_>) -> String {
        event.method_arn().to_owned()
    }

    fn finish(
        reply: Result<Authorization, HandlerError>,
        method_arn: String,
    ) -> Result<LambdaResponse, FunctionError> {
        let authorization = reply.or_else(|error| {
            let denied = error.find::<Deny>().map(Authorization::from);
            denied
                .or_else(|| error.find::<Unauthorized>().map(Authorization::from))
                .ok_or_else(|| failed(&error))
        })?;
        let policy = match authorization {
            Authorization::Allow(allow) => Policy::allow(method_arn, allow).map_err(unsendable)?,
            Authorization::Deny => Policy::deny(method_arn),
            Authorization::Unauthorized => return Err(FunctionError::unauthorized()),
        };
        let size = serde_json::to_vec(&policy).map_err(|error| unsendable(error.to_string()))?.len();
        if size > limits::AUTHORIZER_RESULT {
            return Err(unsendable(format!(
                "an authorizer's answer takes up to {} bytes, and this one has {size}; put less into its context",
                limits::AUTHORIZER_RESULT
            )));
        }
        Ok(LambdaResponse::policy(policy))
    }
}
