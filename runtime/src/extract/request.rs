use std::{fmt, ops::Deref};

use crate::{client_slot::ClientSlot, event::Event};

/// An event with what the router adds to it: the client that the argument `Connections` is made of.
///
/// [`FromEvent`](super::FromEvent) gets one, and reads the event through it. [`Request::new`] makes one for a test.
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
