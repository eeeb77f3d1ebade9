use websocket_api_model::limits;

use super::{Authorization, Deny, HandlerError, LambdaResponse, Policy, ProxyResponse, Reject, Unauthorized};
use crate::{
    event::{Authorizer, Connect, Disconnect, Event, EventKind, Message, TwoWay},
    excerpt::excerpt,
    extract::{PROTOCOL_HEADER, Subprotocols},
    function_error::FunctionError,
};

/// A kind of handler: [`Connect`], [`Message`], [`TwoWay`], [`Disconnect`] or [`Authorizer`].
pub trait HandlerKind: Sized + 'static {
    /// The value that each output of a handler of this kind is converted to.
    type Output: Send + 'static;

    #[doc(hidden)]
    const EVENT: EventKind;

    /// The part of the event that the response depends on. The event is dropped before the handler returns.
    #[doc(hidden)]
    type EventData: Send + 'static;

    #[doc(hidden)]
    fn event_data(event: &Event<'_>) -> Self::EventData;

    /// Converts a handler's output to the function's response.
    #[doc(hidden)]
    fn finish(
        output: Result<Self::Output, HandlerError>,
        event_data: Self::EventData,
    ) -> Result<LambdaResponse, FunctionError>;
}

/// Returns the error of a function whose handler failed.
fn handler_failure(error: &HandlerError) -> FunctionError {
    FunctionError::new(error.type_name(), error.message())
}

/// Returns the error of a function whose handler returned a response that cannot be sent.
fn invalid_response(problem: impl Into<String>) -> FunctionError {
    FunctionError::new(FunctionError::REPLY, problem)
}

impl HandlerKind for Connect {
    type Output = ProxyResponse;
    /// The subprotocols that the client offers.
    type EventData = Vec<String>;

    const EVENT: EventKind = EventKind::Connect;

    fn event_data(event: &Event<'_>) -> Vec<String> {
        Subprotocols::from_event_headers(event).0
    }

    fn finish(
        output: Result<ProxyResponse, HandlerError>,
        offered: Vec<String>,
    ) -> Result<LambdaResponse, FunctionError> {
        let rejection =
            |error: HandlerError| error.find::<Reject>().map_or(Err(error), Reject::into_response);
        let response = output.or_else(rejection).map_err(|error| handler_failure(&error))?;
        if !matches!(response.status, 200..=599) {
            return Err(invalid_response(format!("invalid handshake status {}", response.status)));
        }
        let protocol = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(PROTOCOL_HEADER));
        match protocol {
            // The offers are not shown: they are a way to send a token.
            Some((_, protocol)) if response.status < 300 && !offered.contains(protocol) => {
                Err(invalid_response(format!(
                    "the handler accepted the subprotocol `{}`, which is not among the {} that the client offered",
                    excerpt(protocol),
                    offered.len()
                )))
            }
            _ => Ok(LambdaResponse::proxy(response)),
        }
    }
}

impl HandlerKind for TwoWay {
    type Output = ProxyResponse;
    type EventData = ();

    const EVENT: EventKind = EventKind::Message;

    fn event_data(_: &Event<'_>) {}

    fn finish(output: Result<ProxyResponse, HandlerError>, (): ()) -> Result<LambdaResponse, FunctionError> {
        output.map_err(|error| handler_failure(&error)).and_then(LambdaResponse::message)
    }
}

macro_rules! without_output {
    ($($kind:ident => $event:ident),+) => {$(
        impl HandlerKind for $kind {
            type Output = ();
            type EventData = ();

            const EVENT: EventKind = EventKind::$event;

            fn event_data(_: &Event<'_>) {}

            fn finish(output: Result<(), HandlerError>, (): ()) -> Result<LambdaResponse, FunctionError> {
                output.map(|()| LambdaResponse::proxy(ProxyResponse::ok())).map_err(|error| handler_failure(&error))
            }
        }
    )+};
}

without_output!(Message => Message, Disconnect => Disconnect);

impl HandlerKind for Authorizer {
    type Output = Authorization;
    /// The ARN to allow or deny.
    type EventData = String;

    const EVENT: EventKind = EventKind::Authorizer;

    fn event_data(event: &Event<'_>) -> String {
        event.method_arn().to_owned()
    }

    fn finish(
        output: Result<Authorization, HandlerError>,
        method_arn: String,
    ) -> Result<LambdaResponse, FunctionError> {
        let authorization = output.or_else(|error| {
            let denial = error.find::<Deny>().map(Authorization::from);
            denial
                .or_else(|| error.find::<Unauthorized>().map(Authorization::from))
                .ok_or_else(|| handler_failure(&error))
        })?;
        let policy = match authorization {
            Authorization::Allow(allow) => Policy::allow(method_arn, allow).map_err(invalid_response)?,
            Authorization::Deny => Policy::deny(method_arn),
            Authorization::Unauthorized => return Err(FunctionError::unauthorized()),
        };
        let size = serde_json::to_vec(&policy).map_err(|error| invalid_response(error.to_string()))?.len();
        if size > limits::AUTHORIZER_RESULT {
            return Err(invalid_response(format!(
                "an authorizer's answer takes up to {} bytes, and this one has {size}; put less into its context",
                limits::AUTHORIZER_RESULT
            )));
        }
        Ok(LambdaResponse::policy(policy))
    }
}
