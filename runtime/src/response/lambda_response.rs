use serde::Serialize;
use websocket_api_model::limits;

use super::{Policy, ProxyResponse};
use crate::function_error::FunctionError;

/// The response of a function. Its JSON is a proxy response or the policy of an authorizer.
///
/// # Examples
///
/// ```
/// use websocket_api::LambdaResponse;
///
/// fn is_accepted(response: &LambdaResponse) -> bool {
///     (200..300).contains(&response.status())
/// }
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct LambdaResponse(Inner);

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Inner {
    Proxy(ProxyResponse),
    Policy(Policy),
}

impl LambdaResponse {
    pub(crate) fn proxy(response: ProxyResponse) -> Self {
        LambdaResponse(Inner::Proxy(response))
    }

    /// Returns the reply to a message, or an error if it is longer than a message may be.
    pub(crate) fn message(response: ProxyResponse) -> Result<Self, FunctionError> {
        let size = response.body.as_ref().map_or(0, String::len);
        if size > limits::MESSAGE {
            return Err(FunctionError::new(
                FunctionError::REPLY,
                format!("reply of {size} bytes exceeds API Gateway's limit of {}", limits::MESSAGE),
            ));
        }
        Ok(LambdaResponse::proxy(response))
    }

    pub(crate) fn policy(policy: Policy) -> Self {
        LambdaResponse(Inner::Policy(policy))
    }

    /// The status of a proxy response; 200 for an authorizer's policy.
    pub fn status(&self) -> u16 {
        match &self.0 {
            Inner::Proxy(response) => response.status,
            Inner::Policy(_) => 200,
        }
    }

    /// The body of a proxy response.
    pub fn body(&self) -> Option<&str> {
        match &self.0 {
            Inner::Proxy(response) => response.body.as_deref(),
            Inner::Policy(_) => None,
        }
    }

    /// Removes and returns the body of a proxy response.
    #[cfg(feature = "gateway")]
    pub(crate) fn take_body(&mut self) -> Option<String> {
        match &mut self.0 {
            Inner::Proxy(response) => response.body.take(),
            Inner::Policy(_) => None,
        }
    }
}
