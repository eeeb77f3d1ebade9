use std::convert::Infallible;

use super::{FromEvent, Request};
use crate::event::Disconnect;

/// The close code and the reason of a connection that ended, on `$disconnect`.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::{ConnectionId, DisconnectReason};
///
/// async fn disconnect(id: ConnectionId, reason: DisconnectReason) {
///     tracing::info!(%id, code = reason.code, "{}", reason.reason);
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DisconnectReason {
    /// The close code: the client's own, 1000 after `Connections::close`, 1001 when the connection was idle for 10 minutes or
    /// open for 2 hours, 1005 if the client gave none, 1006 if it just went.
    pub code: Option<u16>,
    /// The client's or API Gateway's text; empty without one.
    pub reason: String,
}

impl<S> FromEvent<Disconnect, S> for DisconnectReason {
    type Rejection = Infallible;

    fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Infallible> {
        let context = request.context();
        Ok(DisconnectReason {
            code: context.disconnect_status_code.and_then(|code| code.try_into().ok()),
            reason: context
                .disconnect_reason
                .as_ref()
                .map(|text| text.as_str().to_owned())
                .unwrap_or_default(),
        })
    }
}
