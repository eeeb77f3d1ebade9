use std::fmt;

use aws_lambda_events::apigw::{
    ApiGatewayCustomAuthorizerRequestTypeRequest, ApiGatewayWebsocketProxyRequest,
};

use super::{FromEvent, Rejection, Request};
use crate::{
    event::{Authorizer, Connect, Disconnect, Message},
    mismatch::Mismatch,
};

/// The whole event, as a type of `aws_lambda_events`. The type of an authorizer's event is `ApiGatewayCustomAuthorizerRequestTypeRequest`.
///
/// The event is parsed again, by the rules of that crate.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::RawEvent;
///
/// async fn log(RawEvent(event): RawEvent) {
///     tracing::info!(api = event.request_context.apiid, "received");
/// }
/// ```
///
/// # Errors
///
/// If `aws_lambda_events` cannot read the event: [`RawEventRejection`]. The function fails.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawEvent<T = ApiGatewayWebsocketProxyRequest>(pub T);

/// An event that `aws_lambda_events` cannot read. The function fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEventRejection(Mismatch);

macro_rules! typed {
    ($($event:ty => $type:ty),+ $(,)?) => {$(
        impl<S> FromEvent<$event, S> for RawEvent<$type> {
            type Rejection = RawEventRejection;

            fn from_event(request: &Request<'_>, _: &S) -> Result<Self, RawEventRejection> {
                let json = request.as_json();
                let mismatch = |error| RawEventRejection(Mismatch::in_json::<$type>(json.as_bytes(), &error));
                serde_json::from_str(json).map(RawEvent).map_err(mismatch)
            }
        }
    )+};
}

typed! {
    Connect => ApiGatewayWebsocketProxyRequest,
    Message => ApiGatewayWebsocketProxyRequest,
    Disconnect => ApiGatewayWebsocketProxyRequest,
    Authorizer => ApiGatewayCustomAuthorizerRequestTypeRequest,
}

impl fmt::Display for RawEventRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`aws_lambda_events` cannot read the event: {}", self.0)
    }
}

impl std::error::Error for RawEventRejection {
    // `Display` ends with the cause, so this is the cause of the cause.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

impl From<RawEventRejection> for Rejection {
    fn from(rejection: RawEventRejection) -> Self {
        Rejection::internal(rejection.to_string())
    }
}
