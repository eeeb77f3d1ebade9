use std::{fmt, ops::Deref};

use crate::{client_slot::ClientSlot, event::Event};

/// An event, and the client for connections that the router adds to it.
///
/// [`FromEvent`](super::FromEvent) receives a request. [`Request::new`] makes one for a test.
///
/// # Examples
///
/// ```
/// use std::convert::Infallible;
///
/// use websocket_api::{event::Message, extract::{FromEvent, Request, RequestContext}};
///
/// struct Stage(String);
///
/// impl<S: Sync> FromEvent<Message, S> for Stage {
///     type Rejection = Infallible;
///
///     fn from_event(request: &Request<'_>, state: &S) -> Result<Self, Infallible> {
///         let context = <RequestContext as FromEvent<Message, S>>::from_event(request, state)?;
///         Ok(Stage(context.stage))
///     }
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Request<'a> {
    event: &'a Event<'a>,
    client: Option<&'a ClientSlot>,
}

impl<'a> Request<'a> {
    /// Returns the request of an event without a router.
    pub fn new(event: &'a Event<'a>) -> Self {
        Request { event, client: None }
    }

    pub(crate) fn with_client(event: &'a Event<'a>, client: &'a ClientSlot) -> Self {
        Request { event, client: Some(client) }
    }

    /// Returns the router's client for connections.
    #[cfg(feature = "connections")]
    pub(super) fn client(&self) -> Option<&'a ClientSlot> {
        self.client
    }
}

impl<'a> Deref for Request<'a> {
    type Target = Event<'a>;

    fn deref(&self) -> &Event<'a> {
        self.event
    }
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("event", self.event).field("client", &self.client).finish()
    }
}
