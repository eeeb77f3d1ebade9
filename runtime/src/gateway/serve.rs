use std::{
    fmt,
    future::IntoFuture,
    io,
    net::{SocketAddr, ToSocketAddrs},
    sync::Arc,
    time::Duration,
};

use futures_util::future::BoxFuture;

use super::{
    close_reason::is_sendable_close_code,
    gateway_runtime::GatewayRuntime,
    in_process::serve_app,
    running_gateway::Gateway,
    settings::{GOING_AWAY, GatewaySettings, LogDestination, TimeoutScale},
    startup::GatewayListener,
};
#[cfg(feature = "cli")]
use super::{event_log::EventFormat, log_writer::LogWriter};
use crate::{
    api::WebSocketApi, connections::Credentials, error::Result, gateway_error::Error, stack::Stack,
    state_provided::StateProvided,
};

/// A builder of a local gateway. Await it to start the [`Gateway`]. See [`WebSocketApi::serve`].
///
/// # Examples
///
/// ```
/// # use std::time::Duration;
/// # use websocket_api::{extract::Text, websocket_api};
/// # websocket_api! { Chat { routes: { $default: { function: echo, return_response: true } } } }
/// # async fn echo(Text(text): Text) -> Text { Text(text) }
/// # #[tokio::main]
/// # async fn main() -> websocket_api::Result {
/// let gateway = Chat::api().serve("127.0.0.1:0").stage("test").idle_timeout(Duration::from_secs(5)).await?;
/// assert!(gateway.url().ends_with("/test"));
/// # Ok(())
/// # }
/// ```
#[must_use = "a gateway serves when this is awaited"]
pub struct Serve<G = Gateway> {
    apis: Vec<WebSocketApi>,
    addresses: io::Result<Vec<SocketAddr>>,
    settings: GatewaySettings,
    /// The runtime to serve on; `None` for a new one.
    runtime: Option<Arc<GatewayRuntime>>,
    finish: fn(Vec<Gateway>) -> G,
}

impl<S> WebSocketApi<S> {
    /// Serves the API locally as API Gateway does. Clients connect to [`Gateway::url`]. Port 0 selects a free port.
    ///
    /// ```
    /// # use websocket_api::{websocket_api, extract::Text};
    /// use futures_util::{SinkExt, StreamExt};
    /// use tokio_tungstenite::{connect_async, tungstenite::Message};
    ///
    /// async fn echo(Text(text): Text) -> String {
    ///     text
    /// }
    ///
    /// websocket_api! { Echo { routes: { $default: { function: echo, return_response: true } } } }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let gateway = Echo::api().serve("127.0.0.1:0").await?;
    /// let (mut client, _) = connect_async(gateway.url()).await?;
    ///
    /// client.send(Message::from("hello")).await?;
    /// assert_eq!(client.next().await.expect("an answer")?, Message::from("hello"));
    /// gateway.stop().await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Handlers run on the Tokio runtime on which you await the builder. The gateway has its own threads for everything else, so that a
    /// handler that blocks its thread delays other handlers only.
    ///
    /// The `Connections` of handlers reach the gateway's `@connections` API, unless the API has [another
    /// client](WebSocketApi::with_connections).
    ///
    /// # Errors
    /// The awaited builder returns:
    ///
    /// * [`Error::Listen`] if the address cannot be bound;
    /// * [`Error::Threads`] if the gateway's threads cannot be started;
    /// * [`crate::Error::State`] if the API's state could not be made;
    /// * [`Error::WithoutValidation`] or `asyncapi::Error::Model` if the gateway cannot validate messages as declared.
    pub fn serve(self, address: impl ToSocketAddrs) -> Serve
    where
        S: StateProvided,
    {
        Serve::new(vec![S::given(self)], &address, |mut gateways| gateways.remove(0))
    }
}

impl Stack {
    /// Serves each API on its own port: the first API on the port of the address, the second on the next port, and so on. With port 0 each
    /// API has a free port. See [`WebSocketApi::serve`].
    ///
    /// # Errors
    /// Returns the errors of [`WebSocketApi::serve`].
    pub fn serve(self, address: impl ToSocketAddrs) -> Serve<Vec<Gateway>> {
        Serve::new(self.into_apis(), &address, |gateways| gateways)
    }
}

impl<G> Serve<G> {
    fn new(apis: Vec<WebSocketApi>, address: &impl ToSocketAddrs, finish: fn(Vec<Gateway>) -> G) -> Self {
        let addresses = address.to_socket_addrs().map(Iterator::collect);
        Serve { apis, addresses, settings: GatewaySettings::default(), runtime: None, finish }
    }

    fn with(mut self, change: impl FnOnce(&mut GatewaySettings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Sets the name of the stage. The default is the declared name, or else `dev`.
    pub fn stage(self, name: impl Into<String>) -> Self {
        self.with(|settings| settings.stage = Some(name.into()))
    }

    /// Sets the idle timeout of a connection. The default is 10 minutes, as on AWS.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.with(|settings| settings.idle_timeout = timeout)
    }

    /// Resets the [idle timeout](Serve::idle_timeout) on client pings. AWS does not document it. The default is `false`.
    pub fn ping_resets_idle(self, resets: bool) -> Self {
        self.with(|settings| settings.ping_resets_idle = resets)
    }

    /// Sets the close code for connections that exceed the idle timeout or the maximum duration. AWS does not document it. The default is
    /// 1001, also in place of a code that a close frame cannot have.
    pub fn timeout_close_code(self, code: u16) -> Self {
        self.with(|settings| {
            settings.timeout_close_code = if is_sendable_close_code(code) { code } else { GOING_AWAY }
        })
    }

    /// Sets the maximum duration of a connection. The default is 2 hours, as on AWS.
    pub fn max_duration(self, duration: Duration) -> Self {
        self.with(|settings| settings.max_duration = duration)
    }

    /// Sets the client timeout (default 30 seconds). The gateway closes the connection of a client that keeps it waiting for this time: for
    /// a request, for the rest of a body, or for the client to read.
    ///
    /// A client reads fast enough if it reads, in each such time, everything that waited for it, or 240 bytes a second.
    pub fn client_timeout(self, timeout: Duration) -> Self {
        self.with(|settings| settings.client_timeout = timeout)
    }

    /// Multiplies the time limits of functions, and the integration timeout of 29 seconds, by this factor. Use `0.01` to test timeouts
    /// without a wait.
    pub fn timeout_scale(self, scale: f64) -> Self {
        self.with(|settings| settings.timeout_scale = TimeoutScale::new(scale))
    }

    /// Processes each connection's messages sequentially. AWS does not: a handler that relies on the order fails there.
    pub fn serial(self, serial: bool) -> Self {
        self.with(|settings| settings.serial = serial)
    }

    /// Sets the access key that verifies the signatures of `@connections` requests, and of handshakes with the authorizer `iam`. Without it
    /// a request may be signed with any key, and a handshake needs no signature.
    pub fn aws_key(self, key: Credentials) -> Self {
        self.with(|settings| settings.aws_key = Some(key))
    }

    /// Sets the maximum size of a frame, in bytes, for test suites of the protocol. The default is 32 KB, as on AWS.
    pub fn max_frame(self, bytes: usize) -> Self {
        self.with(|settings| settings.max_frame = bytes.max(1))
    }

    /// Sets the maximum size of a client's message, in bytes, for test suites of the protocol. The default is 128 KB, as on AWS.
    pub fn max_message(self, bytes: usize) -> Self {
        self.with(|settings| settings.max_message = bytes)
    }

    /// Passes each line of the access log, in the declared format, to this function. By default nothing is logged.
    ///
    /// The function runs on its own thread, so that a slow function delays no client. Up to 1 MB of lines wait for the function; the
    /// gateway drops further lines, and reports their number as a `tracing` warning. [`Gateway::stop`] waits up to 2 seconds for the
    /// function.
    pub fn access_log(self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.with(|settings| settings.log = Some(LogDestination::Function(Arc::new(write))))
    }

    /// Logs events in this format with this writer.
    #[cfg(feature = "cli")]
    pub(crate) fn log(self, format: EventFormat, writer: LogWriter) -> Self {
        self.with(|settings| {
            settings.log = Some(LogDestination::Writer(writer));
            settings.event_format = format;
        })
    }

    /// Serves on the threads of this runtime.
    #[cfg(feature = "cli")]
    pub(crate) fn runtime(mut self, runtime: Arc<GatewayRuntime>) -> Self {
        self.runtime = Some(runtime);
        self
    }

    /// Allows a host name for the console and the `@connections` API, in addition to addresses and `localhost`: the name of a container, or
    /// the public host of a proxy, which then may forward requests to the console. Call this method once for each name.
    pub fn allow_host(self, name: impl Into<String>) -> Self {
        self.with(|settings| settings.allowed_hosts.push(name.into()))
    }

    /// Counts posts to connections against the stage's `throttle`, in a separate bucket; a post over it gets 429. AWS does not document if
    /// posts count. The default is `false`.
    pub fn throttle_posts(self, throttles: bool) -> Self {
        self.with(|settings| settings.throttle_posts = throttles)
    }

    async fn start(self) -> Result<G> {
        let addresses = self.addresses.map_err(|source| Error::Listen { address: None, source })?;
        let runtime = self.runtime.map_or_else(GatewayRuntime::start, Ok).map_err(Error::Threads)?;
        let log = self.settings.log.as_ref().map(LogDestination::open).transpose().map_err(Error::Threads)?;
        let mut gateways = Vec::with_capacity(self.apis.len());
        for (api, port_offset) in self.apis.into_iter().zip(0..) {
            let listener = GatewayListener::bind(&addresses, port_offset, runtime.clone()).await?;
            gateways.push(serve_app(api, listener, self.settings.clone(), log.clone()).await?);
        }
        Ok((self.finish)(gateways))
    }
}

impl<G: 'static> IntoFuture for Serve<G> {
    type Output = Result<G>;
    type IntoFuture = BoxFuture<'static, Result<G>>;

    fn into_future(self) -> BoxFuture<'static, Result<G>> {
        Box::pin(self.start())
    }
}

impl<G> fmt::Debug for Serve<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serve").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}
