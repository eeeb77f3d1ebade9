use std::convert::Infallible;

use super::{FromEvent, Request};
use crate::event::{Authorizer, Connect, Event};

/// The subprotocols that the client offers, in the client's order of preference.
///
/// API Gateway selects none. A client that offers subprotocols closes the connection unless the handler answers with
/// [`Accept::protocol`](crate::response::Accept::protocol).
///
/// # Examples
///
/// ```
/// use websocket_api::{extract::Subprotocols, response::{Accept, Reject}};
///
/// async fn connect(offered: Subprotocols) -> Result<Accept, Reject> {
///     match offered.choose(&["chat.v2", "chat.v1"]) {
///         Some(protocol) => Ok(Accept::protocol(protocol)),
///         None => Err(Reject::status(400)),
///     }
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subprotocols(pub Vec<String>);

impl Subprotocols {
    /// Returns the first of the client's subprotocols that is in `known`.
    pub fn choose<'a>(&self, known: &[&'a str]) -> Option<&'a str> {
        self.0.iter().find_map(|offered| known.iter().copied().find(|known| known == offered))
    }

    pub(crate) fn from_event_headers(event: &Event<'_>) -> Self {
        let headers = event.headers();
        let offers = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(HEADER));
        let names = offers.flat_map(|(_, values)| values).flat_map(|value| value.split(','));
        Subprotocols(names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect())
    }
}

pub(crate) const HEADER: &str = "Sec-WebSocket-Protocol";

macro_rules! of_handshake {
    ($($event:ty),+) => {$(
        impl<S> FromEvent<$event, S> for Subprotocols {
            type Rejection = Infallible;

            fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Infallible> {
                Ok(Subprotocols::from_event_headers(request))
            }
        }
    )+};
}

of_handshake!(Connect, Authorizer);
