//! The client for connections that a router has: empty in a program without the feature `connections`.

#[cfg(feature = "connections")]
pub(crate) use crate::connections::ConnectionsSource as ClientSlot;

/// The place of the client in a program without connections.
#[cfg(not(feature = "connections"))]
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientSlot;

#[cfg(not(feature = "connections"))]
impl ClientSlot {
    pub(crate) fn from_declaration(_: &websocket_api_model::declaration::Declaration) -> Self {
        ClientSlot
    }
}
