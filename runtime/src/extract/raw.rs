use std::fmt;

use aws_lambda_events::apigw::{
    ApiGatewayCustomAuthorizerRequestTypeRequest, ApiGatewayWebsocketProxyRequest,
};

use super::{FromEvent, Mismatch, Rejection};
use crate::event::{Authorizer, Connect, Disconnect, Event, Message};

/// The whole event, as `aws_lambda_events` types it; of an authorizer, `Raw<ApiGatewayCustomAuthorizerRequestTypeRequest>`.
///
/// It is read once more, and by that crate's own rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Raw<T = ApiGatewayWebsocketProxyRequest>(pub T);

/// An event that `aws_lambda_events` cannot read. The client cannot mend it, so the function fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRejection(Mismatch);

macro_rules! typed {
    ($($event:ty => $type:ty),+ $(,)?) => {$(
        impl<S> FromEvent<$event, S> for Raw<$type> {
            type Rejection = RawRejection;

            fn from_event(event: &Event<'_>, _: &S) -> Result<Self, RawRejection> {
                let json = event.as_json();
                let mismatch = |error| RawRejection(Mismatch::in_json::<$type>(json.as_bytes(), &error));
                serde_json::from_str(json).map(Raw).map_err(mismatch)
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

impl fmt::Display for RawRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`aws_lambda_events` cannot read the event: {}", self.0)
    }
}

impl std::error::Error for RawRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl From<RawRejection> for Rejection {
    fn from(rejection: RawRejection) -> Self {
        Rejection::internal(rejection.to_string())
    }
}
