use std::fmt;

use crate::excerpt::{self, log_excerpt};

/// The error of an invocation, as Lambda reports it. API Gateway then sends the client `Internal server error`, or answers
/// the handshake with status 502.
///
/// The message is at most 2 KB (2,048 bytes as a log writes it), the type at most 256; `…` ends a longer text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionError {
    error_type: String,
    message: String,
}

impl FunctionError {
    pub(crate) fn new(error_type: impl Into<String>, message: impl Into<String>) -> Self {
        let (error_type, message) = (error_type.into(), message.into());
        FunctionError {
            error_type: log_excerpt(&error_type, excerpt::LIMIT).into_owned(),
            message: log_excerpt(&message, excerpt::MESSAGE_LIMIT).into_owned(),
        }
    }

    /// The type of error of a reply that cannot be sent.
    pub(crate) const REPLY: &str = "WebsocketApi.Reply";

    pub(crate) fn malformed(error: &dyn fmt::Display) -> Self {
        FunctionError::new("WebsocketApi.MalformedEvent", format!("the event is not JSON: {error}"))
    }

    /// The error for which API Gateway answers 401.
    pub(crate) fn unauthorized() -> Self {
        FunctionError::new("Unauthorized", "Unauthorized")
    }

    /// The error of a function that exists on AWS, which the gateway does not run.
    #[cfg(feature = "gateway")]
    pub(crate) fn not_run_here() -> Self {
        FunctionError::new("WebsocketApi.Elsewhere", "the function exists on AWS, and is not run here")
    }

    /// Lambda's error of a function that ran for too long.
    #[cfg(feature = "gateway")]
    pub(crate) fn timed_out(limit: std::time::Duration) -> Self {
        FunctionError::new(
            "Sandbox.Timedout",
            format!("Task timed out after {:.2} seconds", limit.as_secs_f64()),
        )
    }

    #[cfg(feature = "gateway")]
    pub(crate) fn stopped(error: &dyn fmt::Display) -> Self {
        FunctionError::new("WebsocketApi.Stopped", format!("the handler was stopped: {error}"))
    }

    /// Returns the type of the error: the Rust type of a handler's error, or `WebsocketApi.…` for what this crate found:
    /// `MalformedEvent`, `UnknownEvent`, `UnknownRoute`, `Rejected`, `Panic`, `Reply`, `State`; on localhost `Elsewhere` and
    /// `Stopped`. An authorizer's `Unauthorized`, or credentials that it cannot read, are `Unauthorized`; a function that takes
    /// too long on localhost is `Sandbox.Timedout`. An error whose type a box hides is `HandlerError`.
    pub fn error_type(&self) -> &str {
        &self.error_type
    }

    /// Returns the message of the error.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for FunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FunctionError {}

#[cfg(feature = "lambda")]
impl From<FunctionError> for lambda_runtime::Diagnostic {
    fn from(error: FunctionError) -> Self {
        lambda_runtime::Diagnostic { error_type: error.error_type, error_message: error.message }
    }
}
