use std::{
    fmt,
    future::IntoFuture,
    io,
    net::{SocketAddr, ToSocketAddrs},
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, runtime::Handle};

#[cfg(feature = "dev")]
use super::event_log::EventFormat;
use super::{
    close_reason::is_sendable_close_code,
    console::MessageSample,
    deployment::Deployment,
    gateway_runtime::GatewayRuntime,
    log_writer::LogWriter,
    running_gateway::{Gateway, connectable_addr},
    settings::{GOING_AWAY, LogDestination, Settings},
};
use crate::{
    Error, Result, Stack, StateProvided, WebSocketApi,
    connections::{Connections, Credentials},
    handler::BoxFuture,
};

/// A gateway that is about to serve: awaited, it is a [`Gateway`]; before, it can be set up. See [`WebSocketApi::serve`].
#[must_use = "a gateway serves when this is awaited"]
pub struct Serve<G = Gateway> {
    apis: Vec<WebSocketApi>,
    addresses: io::Result<Vec<SocketAddr>>,
    settings: Settings,
    /// `None`: one that is made for these APIs.
    runtime: Option<Arc<GatewayRuntime>>,
    finish: fn(Vec<Gateway>) -> G,
}

impl<S> WebSocketApi<S> {
    /// Serves the API on this machine as API Gateway does: clients connect to [`Gateway::url`]. Port 0 is any that is free.
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
    /// client.send(Message::from("hello")).await?;
    /// assert_eq!(client.next().await.expect("an answer")?, Message::from("hello"));
    /// gateway.stop().await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Handlers run on the Tokio runtime on which this is awaited, everything else on threads of the gateway's own: a handler that
    /// blocks its thread delays other handlers only.
    ///
    /// Handlers' `Connections` reach the gateway's own `@connections`, unless the API has [a client of its
    /// own](WebSocketApi::with_connections).
    ///
    /// # Errors
    /// Awaited: [`Error::Listen`] if the address cannot be had; [`Error::Threads`] if the gateway's threads cannot be started;
    /// [`Error::State`] if the API's state could not be made;
    /// [`Error::Model`] and [`Error::WithoutValidation`] if messages are to be validated and cannot be.
    pub fn serve(self, address: impl ToSocketAddrs) -> Serve
    where
        S: StateProvided,
    {
        Serve::new(vec![S::given(self)], &address, |mut gateways| gateways.remove(0))
    }
}

impl Stack {
    /// Serves each API on a port of its own: the first on the address's, the next on the port after it. With port 0 each has
    /// any that is free. See [`WebSocketApi::serve`].
    ///
    /// # Errors
    /// As [`WebSocketApi::serve`].
    pub fn serve(self, address: impl ToSocketAddrs) -> Serve<Vec<Gateway>> {
        Serve::new(self.into_apis(), &address, |gateways| gateways)
    }
}

impl<G> Serve<G> {
    fn new(apis: Vec<WebSocketApi>, address: &impl ToSocketAddrs, finish: fn(Vec<Gateway>) -> G) -> Self {
        let addresses = address.to_socket_addrs().map(Iterator::collect);
        Serve { apis, addresses, settings: Settings::default(), runtime: None, finish }
    }

    fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// The name of the stage, instead of the declared one, or of `dev`.
    pub fn stage(self, name: impl Into<String>) -> Self {
        self.with(|settings| settings.stage = Some(name.into()))
    }

    /// How long a connection may be without a message: 10 minutes, as on AWS.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.with(|settings| settings.idle_timeout = timeout)
    }

    /// Whether a client's ping counts as a message for [`Serve::idle_timeout`]. AWS does not say; no unless told otherwise.
    pub fn ping_resets_idle(self, resets: bool) -> Self {
        self.with(|settings| settings.ping_resets_idle = resets)
    }

    /// The code with which a connection is closed that was idle, or open, for too long. AWS does not say; 1001 unless told
    /// otherwise, and for a code that may not be sent.
    pub fn timeout_close_code(self, code: u16) -> Self {
        self.with(|settings| {
            settings.timeout_close_code = if is_sendable_close_code(code) { code } else { GOING_AWAY }
        })
    }

    /// How long a connection may be open: 2 hours, as on AWS.
    pub fn max_duration(self, duration: Duration) -> Self {
        self.with(|settings| settings.max_duration = duration)
    }

    /// Closes the connection of a client that keeps the gateway waiting for so long (default 30 seconds): for a request, for the rest
    /// of its body, or for the client to read.
    ///
    /// A client reads fast enough if it takes, in each such time, everything that waited for it or 240 bytes a second.
    pub fn client_timeout(self, timeout: Duration) -> Self {
        self.with(|settings| settings.client_timeout = timeout)
    }

    /// What the time limits of functions, and the 29 seconds that API Gateway waits for one, are multiplied by: `0.01` to
    /// test them without waiting.
    pub fn timeout_scale(self, scale: f64) -> Self {
        // What cannot be multiplied by is a mistake that shows: everything times out at once.
        self.with(|settings| {
            settings.timeout_scale = if scale.is_finite() { scale.clamp(0.0, 1e6) } else { 0.0 }
        })
    }

    /// Handles the messages of a connection one after the other. AWS does not: a handler that relies on it is wrong there.
    pub fn serial(self, serial: bool) -> Self {
        self.with(|settings| settings.serial = serial)
    }

    /// The key with which calls of `@connections`, and with the authorizer `iam` handshakes, must be signed. Without one,
    /// calls must be signed with any key, and handshakes need not be.
    pub fn aws_key(self, key: Credentials) -> Self {
        self.with(|settings| settings.key = Some(key))
    }

    /// Bytes of a frame instead of AWS's 32 KB: for test suites of the protocol.
    pub fn max_frame(self, bytes: usize) -> Self {
        self.with(|settings| settings.max_frame = bytes.max(1))
    }

    /// Bytes of a message that a client may send instead of AWS's 128 KB: likewise.
    pub fn max_message(self, bytes: usize) -> Self {
        self.with(|settings| settings.max_message = bytes)
    }

    /// Gives each line of the access log, in the declared format, to this function. Without one, nothing is logged.
    ///
    /// The function runs on its own thread, so that one that is slow delays no client. At most 1 MB of lines wait for it;
    /// further lines are dropped, and a `tracing` warning says how many. [`Gateway::stop`] waits up to 2 seconds for it.
    pub fn access_log(self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.with(|settings| settings.log = Some(LogDestination::Function(Arc::new(write))))
    }

    /// Logs events in this format with this writer.
    #[cfg(feature = "dev")]
    pub(crate) fn log(self, format: EventFormat, writer: LogWriter) -> Self {
        self.with(|settings| {
            settings.log = Some(LogDestination::Writer(writer));
            settings.event_format = format;
        })
    }

    /// Serves on the threads of this runtime.
    #[cfg(feature = "dev")]
    pub(crate) fn runtime(mut self, runtime: Arc<GatewayRuntime>) -> Self {
        self.runtime = Some(runtime);
        self
    }

    /// Allows a host name for the console and `@connections`, in addition to addresses and `localhost`: the name of a
    /// container, or the public host of a proxy, which then may forward requests to the console. Call it once for each name.
    pub fn allow_host(self, name: impl Into<String>) -> Self {
        self.with(|settings| settings.hosts.push(name.into()))
    }

    /// Counts posts to connections against the stage's `throttle`, in a separate bucket; a post over it gets 429. AWS
    /// documents neither that they count nor that they do not. The default is `false`.
    pub fn throttle_posts(self, throttles: bool) -> Self {
        self.with(|settings| settings.throttle_posts = throttles)
    }

    async fn start(self) -> Result<G> {
        let addresses = self.addresses.map_err(|source| Error::Listen { address: None, source })?;
        let runtime = self.runtime.map_or_else(GatewayRuntime::start, Ok).map_err(Error::Threads)?;
        let log = self.settings.log.as_ref().map(LogDestination::open).transpose().map_err(Error::Threads)?;
        let mut gateways = Vec::with_capacity(self.apis.len());
        for (api, offset) in self.apis.into_iter().zip(0..) {
            let gateway =
                start(api, (&addresses, offset), runtime.clone(), (self.settings.clone(), log.clone()))
                    .await?;
            gateways.push(gateway);
        }
        Ok((self.finish)(gateways))
    }
}

async fn start(
    api: WebSocketApi,
    (addresses, offset): (&[SocketAddr], u16),
    runtime: Arc<GatewayRuntime>,
    (settings, log): (Settings, Option<LogWriter>),
) -> Result<Gateway> {
    let port = |address: &SocketAddr| match address.port() {
        0 => Some(0),
        port => port.checked_add(offset),
    };
    let addresses = addresses.iter().map(|address| Some(SocketAddr::new(address.ip(), port(address)?)));
    let Some(addresses) = addresses.collect::<Option<Vec<_>>>() else {
        let source = io::Error::other("there is no port after the last one; each API has its own");
        return Err(Error::Listen { address: None, source });
    };
    let first = addresses.first().copied();
    let failed = |source| Error::Listen { address: first, source };
    let binding = runtime.handle().spawn(async move { TcpListener::bind(&*addresses).await });
    let listener = binding.await.unwrap_or_else(|error| Err(error.into())).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let declaration = api.with_models()?.into_owned();
    let samples = samples(&api);
    let has_client = api.has_connections();
    let mut router = api.into_router().await?;
    let stage = settings.stage_name(&declaration).to_owned();
    if !has_client {
        router = router.with_connections(own_connections(address, &stage, settings.key.clone())?);
    }
    let host = connectable_addr(address).to_string();
    let handlers = (router, Handle::current());
    let deployment = Deployment::new(&declaration, &samples, stage, &host, handlers, (settings, log))?;
    Ok(Gateway::start(listener, address, Arc::new(deployment), runtime))
}

/// What is known of the messages that clients send.
fn samples(api: &WebSocketApi) -> Vec<MessageSample> {
    #[cfg(feature = "asyncapi")]
    return crate::asyncapi::samples(api)
        .map(|(route_key, schema, example)| MessageSample { route_key, schema, example })
        .collect();
    #[cfg(not(feature = "asyncapi"))]
    {
        _ = api;
        Vec::new()
    }
}

/// The client of the gateway's own `@connections`.
fn own_connections(address: SocketAddr, stage: &str, key: Option<Credentials>) -> Result<Connections> {
    let any = || Credentials {
        access_key_id: "local".to_owned(),
        secret_access_key: "local".to_owned(),
        session_token: None,
    };
    let connections = Connections::new_insecure(&format!("http://{}/{stage}", connectable_addr(address)))
        .map_err(Error::StageUrl)?;
    Ok(connections.with_credentials(key.unwrap_or_else(any)).with_region(super::REGION))
}

impl<G: 'static> IntoFuture for Serve<G> {
    type Output = Result<G>;
    type IntoFuture = BoxFuture<Result<G>>;

    fn into_future(self) -> BoxFuture<Result<G>> {
        Box::pin(self.start())
    }
}

impl<G> fmt::Debug for Serve<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serve").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}
