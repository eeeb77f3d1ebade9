#![doc = include_str!("../../doc/connections.md")]
//!
//! [`Connections::from_sdk`]: Connections

mod broadcast;
mod client;
mod config;
mod container;
mod credentials;
mod endpoint;
mod error;
mod host;
mod hyper_transport;
mod info;
mod into_message;
mod response;
mod retry;
#[cfg(feature = "aws-sdk")]
mod sdk;
mod sign;
mod source;
mod transport;

use std::sync::{Arc, OnceLock};

pub use bytes::Bytes;

pub use self::{
    broadcast::BroadcastReport, credentials::Credentials, error::Error, info::ConnectionInfo,
    into_message::IntoMessage,
};
#[cfg(feature = "gateway")]
pub(crate) use self::{endpoint::ENCODED, sign::SERVICE};
use self::{
    endpoint::{Endpoint, Http},
    hyper_transport::HyperTransport,
    into_message::check_message,
    transport::Transport,
};
pub(crate) use self::{into_message::json_bytes, source::ConnectionsSource};
use crate::connection_id::ConnectionId;

/// The default number of concurrent calls of a broadcast.
const DEFAULT_CONCURRENCY: usize = 32;

/// The connections of a stage: a client of the `@connections` API. Clones share one HTTP client.
///
/// # Examples
///
/// ```
/// use websocket_api::{connections::{self, Connections}, extract::{ConnectionId, Text}};
///
/// async fn shout(id: ConnectionId, Text(text): Text, connections: Connections) -> Result<(), connections::Error> {
///     connections.send(&id, text.to_uppercase()).await
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Connections {
    transport: Transport,
    concurrency: usize,
}

impl Connections {
    /// The connections behind an endpoint: `https://{api}.execute-api.{region}.amazonaws.com/{stage}`; of a custom domain
    /// `https://{domain}/{path}`, without the stage. `http://` is for local gateways: `localhost`, names under it, and
    /// loopback addresses.
    ///
    /// # Errors
    /// [`Error::Endpoint`] if it is not an endpoint. A default host must have a stage, and an endpoint ends before `/@connections`. `http://` to another machine is refused; [`Connections::new_insecure`] allows it.
    pub fn new(endpoint: &str) -> Result<Self, Error> {
        Ok(Self::from_endpoint(Endpoint::parse(endpoint, Http::Loopback)?))
    }

    /// The connections behind an endpoint that may be `http://` and any host, such as a gateway in another container:
    /// `http://gateway:3001/dev`. Messages and signatures are then readable for everybody on the way.
    ///
    /// # Errors
    /// As [`Connections::new`], which is stricter about `http://` only. API Gateway's own hosts are never reached without TLS.
    pub fn new_insecure(endpoint: &str) -> Result<Self, Error> {
        Ok(Self::from_endpoint(Endpoint::parse(endpoint, Http::Anywhere)?))
    }

    /// The connections behind the endpoint that the variable `WEBSOCKET_API_ENDPOINT` names, which templates set for the
    /// functions they make, or else `AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI`. `None` if neither is set. The environment is
    /// read once.
    ///
    /// The one who sets the variable decides: `http://` to another machine is allowed, as with
    /// [`new_insecure`](Connections::new_insecure).
    ///
    /// # Errors
    /// [`Error::Endpoint`] if the variable's value is not an endpoint.
    pub fn from_env() -> Result<Option<Self>, Error> {
        static FOUND: OnceLock<Option<Connections>> = OnceLock::new();
        if let Some(found) = FOUND.get() {
            return Ok(found.clone());
        }
        let variable = Endpoint::variable(&config::process_variable);
        let found = variable.map(|endpoint| Self::new_insecure(&endpoint)).transpose()?;
        Ok(FOUND.get_or_init(|| found).clone())
    }

    /// The connections that a client of the AWS SDK reaches. Endpoint, credentials, Region, time limits and retries are the
    /// client's.
    #[cfg(feature = "aws-sdk")]
    pub fn from_sdk(client: aws_sdk_apigatewaymanagement::Client) -> Self {
        Connections { transport: Transport::Sdk(client), concurrency: DEFAULT_CONCURRENCY }
    }

    fn from_endpoint(endpoint: Endpoint) -> Self {
        let hyper = HyperTransport { endpoint, credentials: None, region: None };
        Connections { transport: Transport::Hyper(Arc::new(hyper)), concurrency: DEFAULT_CONCURRENCY }
    }

    /// Signs with these credentials instead of those of the environment or a profile. A client of the SDK has its own.
    #[must_use]
    pub fn with_credentials(self, credentials: Credentials) -> Self {
        self.with(|hyper| hyper.credentials = Some(credentials))
    }

    /// Signs for this Region, whatever the endpoint and the environment say. A client of the SDK has its own.
    #[must_use]
    pub fn with_region(self, region: &str) -> Self {
        self.with(|hyper| hyper.region = Some(region.to_owned()))
    }

    fn with(mut self, change: impl FnOnce(&mut HyperTransport)) -> Self {
        match &mut self.transport {
            Transport::Hyper(hyper) => change(Arc::make_mut(hyper)),
            #[cfg(feature = "aws-sdk")]
            Transport::Sdk(_) => {}
        }
        self
    }

    /// Sets the number of concurrent calls of a [broadcast](Self::broadcast): 32 by default, and 1 or more. Each call uses a separate
    /// connection to API Gateway.
    #[must_use]
    pub fn with_concurrency(mut self, calls: usize) -> Self {
        self.concurrency = calls.max(1);
        self
    }

    /// Sends a message to a connection: text, bytes, `Json(&value)`, or one of the declaration's `server_messages`, as in
    /// `connections.send(&id, Chat::user_joined(member))`. The maximum is 128 KB (131,072 bytes); the client gets a text frame.
    ///
    /// # Errors
    /// [`Error::Gone`] if the connection is closed. Before any request: [`Error::PayloadTooLarge`]; [`Error::Serialize`], also for
    /// a server message whose value is neither a struct nor a map, or has a member `type`; and [`Error::InvalidId`] for an
    /// empty connection ID.
    pub fn send(
        &self,
        id: impl AsRef<str>,
        message: impl IntoMessage,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        // Taken before the future is made: it is `Send` whatever they are.
        let id = ConnectionId::from(id.as_ref());
        let message = check_message(message);
        async move { self.transport.post(id.as_str(), message?).await }
    }

    /// Returns API Gateway's facts about a connection.
    ///
    /// # Errors
    /// [`Error::Gone`] if it is closed. The others as they are documented.
    pub fn get(&self, id: impl AsRef<str>) -> impl Future<Output = Result<ConnectionInfo, Error>> + Send {
        let id = ConnectionId::from(id.as_ref());
        async move { self.transport.get(id.as_str()).await }
    }

    /// Closes a connection. The client sees status 1000, and `$disconnect` runs.
    ///
    /// # Errors
    /// [`Error::Gone`] if it is closed already, which includes an answer that was lost and a call that was repeated. The
    /// others as they are documented.
    pub fn close(&self, id: impl AsRef<str>) -> impl Future<Output = Result<(), Error>> + Send {
        let id = ConnectionId::from(id.as_ref());
        async move { self.transport.delete(id.as_str()).await }
    }

    /// Sends a message to many connections, [some at once](Self::with_concurrency). It is written once, and its bytes are
    /// shared. A failure does not end it: it is counted, and the rest goes on.
    ///
    /// An id given twice gets the message twice. A message that cannot be written, or is too large, fails for every id.
    pub fn broadcast<I>(
        &self,
        ids: I,
        message: impl IntoMessage,
    ) -> impl Future<Output = BroadcastReport> + Send
    where
        I: IntoIterator,
        I::Item: Into<ConnectionId>,
    {
        let ids: Vec<ConnectionId> = ids.into_iter().map(Into::into).collect();
        let message = check_message(message);
        async move { broadcast::send_all(&self.transport, ids, message, self.concurrency).await }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    /// A payload that cannot cross threads, as one that holds a guard.
    struct Local(Rc<str>);

    impl IntoMessage for Local {
        fn into_message(self) -> Result<Bytes, Error> {
            Ok(Bytes::copy_from_slice(self.0.as_bytes()))
        }
    }

    #[test]
    fn client_error_and_futures_are_send() {
        fn check<T: Send + Sync + 'static>() {}
        fn check_send<T: Send>(_: T) {}
        check::<Connections>();
        check::<Error>();
        check::<BroadcastReport>();
        let connections = Connections::new("https://a.b").expect("an endpoint");
        check_send(connections.send("a", Local(Rc::from("b"))));
        check_send(connections.broadcast(Rc::new(["a"]).iter().copied(), Local(Rc::from("b"))));
        check_send(connections.get("a"));
        check_send(connections.close("a"));
    }

    #[test]
    fn builder_methods_change_their_value_only() {
        let plain = Connections::new("https://a.b").expect("an endpoint");
        let set = plain.clone().with_region("eu-west-1").with_concurrency(0);
        assert!(!format!("{plain:?}").contains("eu-west-1"), "{plain:?}");
        assert!(format!("{set:?}").contains(r#"region: Some("eu-west-1") }), concurrency: 1"#), "{set:?}");
    }
}
