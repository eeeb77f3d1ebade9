use std::fmt;

use super::{HandlerError, ProxyResponse};

/// Rejects a handshake. The client receives the status, the headers and the body. Browsers do not show them to scripts.
///
/// `Reject` is also an error, so that `?` works with it.
///
/// # Examples
///
/// ```
/// use websocket_api::{extract::Headers, response::Reject};
///
/// async fn connect(headers: Headers) -> Result<(), Reject> {
///     headers.get("origin").ok_or(Reject::status(403))?;
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject(ProxyResponse);

impl Reject {
    /// With this status, 300 to 599: API Gateway takes a status below for consent. With another the function fails, which
    /// refuses the handshake with 502.
    pub fn status(status: u16) -> Self {
        Reject(ProxyResponse::status(status))
    }

    /// With this body.
    #[must_use]
    pub fn body(self, body: impl Into<String>) -> Self {
        Reject(self.0.body(body))
    }

    /// With one more header.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Reject(self.0.header(name, value))
    }

    pub(crate) fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        match self.0.status {
            300..=599 => Ok(self.0),
            status => Err(HandlerError::invalid_response(format!(
                "a handshake is refused with a status from 300 to 599, not {status}"
            ))),
        }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rejected with status {}", self.0.status)
    }
}

impl std::error::Error for Reject {}
