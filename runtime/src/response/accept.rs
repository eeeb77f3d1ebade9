/// Accepts a handshake.
///
/// # Examples
///
/// ```
/// use websocket_api::response::Accept;
///
/// async fn connect() -> Accept {
///     Accept::protocol("chat.v1")
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accept {
    pub(crate) protocol: Option<String>,
}

impl Accept {
    /// Without a subprotocol, as `()` does.
    pub fn new() -> Self {
        Accept::default()
    }

    /// With this subprotocol, which must be one that the client offers: see
    /// [`Subprotocols::choose`](crate::extract::Subprotocols::choose). If it is not, the function fails and the handshake with
    /// it, because clients give up on a protocol that they did not offer.
    pub fn protocol(name: impl Into<String>) -> Self {
        Accept { protocol: Some(name.into()) }
    }
}
