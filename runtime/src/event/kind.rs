/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A client asks to be connected.
    Connect,
    /// A client sent a message.
    Message,
    /// A connection has ended.
    Disconnect,
    /// An authorizer is asked.
    Authorizer,
}

impl EventKind {
    pub(crate) fn describe(self) -> &'static str {
        match self {
            EventKind::Connect => "a `CONNECT` event",
            EventKind::Message => "a `MESSAGE` event",
            EventKind::Disconnect => "a `DISCONNECT` event",
            EventKind::Authorizer => "an authorizer's event",
        }
    }
}

/// `$connect`: a client asks to be connected. The reply is the answer to its handshake.
#[derive(Clone, Copy, Debug)]
pub enum Connect {}

/// A message, on a route that answers nothing.
#[derive(Clone, Copy, Debug)]
pub enum Message {}

/// A message, on a route with `return_response: true`. Only what handlers return differs: what they take is that of
/// [`Message`].
#[derive(Clone, Copy, Debug)]
pub enum TwoWay {}

/// `$disconnect`: the connection has ended.
#[derive(Clone, Copy, Debug)]
pub enum Disconnect {}

/// The authorizer, which is asked before `$connect`.
#[derive(Clone, Copy, Debug)]
pub enum Authorizer {}
