//! Dispatches events to the handlers of their routes.
//!
//! A router knows neither the declaration nor the transport of events: `lambda` and `local` pass it their bytes.

mod response_future;

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};

use bytes::Bytes;
use tower_service::Service;

pub use response_future::ResponseFuture;

#[cfg(feature = "connections")]
use crate::connections::Connections;
use crate::{
    client_slot::ClientSlot,
    event::{Event, EventKind},
    excerpt::excerpt,
    extract::Request,
    function_error::FunctionError,
    handler::{Endpoint, HandlerOutcome, Handlers},
    response::LambdaResponse,
};

/// A router of an API's events: a [`tower::Service`] from an event's JSON to the [`LambdaResponse`], for a custom runtime or `tower`
/// layers. Clones are cheap.
///
/// ```
/// # use websocket_api::websocket_api;
/// # async fn send() {}
/// websocket_api! { Chat { routes: { sendMessage: send } } }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let event = br#"{ "requestContext": { "routeKey": "sendMessage", "eventType": "MESSAGE", "connectionId": "a=" } }"#;
/// let reply = Chat::router().handle(event).await.expect("a reply");
/// assert_eq!(reply.status(), 200);
/// # }
/// ```
///
/// With the feature `lambda`, the router is also a service of `lambda_runtime`'s events: `lambda_runtime::run(Chat::router())`.
///
/// A router of an API with a `state` serves when it has it: `Chat::router().with_state(store)`.
///
/// [`tower::Service`]: https://docs.rs/tower-service
pub struct Router<S = ()> {
    table: Arc<RouteTable<S>>,
    client: ClientSlot,
}

struct RouteTable<S> {
    routes: HashMap<Cow<'static, str>, Endpoint<S>>,
    authorizer: Option<Endpoint<S>>,
}

impl<S> Router<S> {
    pub(crate) fn new(handlers: Handlers<S>, client: ClientSlot) -> Self {
        let routes = handlers.routes.into_iter().collect();
        Router { table: Arc::new(RouteTable { routes, authorizer: handlers.authorizer }), client }
    }

    /// Returns the router with the state that its handlers share.
    pub fn with_state(self, state: S) -> Router
    where
        S: Clone + Send + Sync + 'static,
    {
        let state = Arc::new(OnceLock::from(state));
        let routes = self.table.routes.iter().map(|(key, endpoint)| (key.clone(), endpoint.clone()));
        let handlers = Handlers::from_parts(routes.collect(), self.table.authorizer.clone());
        Router::new(handlers.with_state(&state), self.client)
    }

    /// Returns the router with this client for the argument `Connections`, whose endpoint is then used for every event.
    #[cfg(feature = "connections")]
    #[must_use]
    pub fn with_connections(mut self, connections: Connections) -> Self {
        self.client.set_client(connections);
        self
    }
}

impl Router {
    /// Serves one event: its JSON, as Lambda hands it over.
    pub fn handle(&self, event: &[u8]) -> ResponseFuture {
        ResponseFuture::new(Event::parse(event), |event| self.dispatch(event))
    }

    fn dispatch(&self, event: &Event<'_>) -> HandlerOutcome {
        match self.endpoint(event) {
            Ok(endpoint) => endpoint.serve(&Request::with_client(event, &self.client), &()),
            Err(error) => HandlerOutcome::Failed(error),
        }
    }

    /// The handler of the selected route; a message on a route that this program does not know, because it was deployed
    /// before the route was, goes to `$default`.
    fn endpoint(&self, event: &Event<'_>) -> Result<&Endpoint<()>, FunctionError> {
        let key = event.route_key();
        let endpoint = match event.kind() {
            EventKind::Authorizer => self.table.authorizer.as_ref(),
            EventKind::Message => self.table.routes.get(key).or_else(|| self.table.routes.get("$default")),
            EventKind::Connect | EventKind::Disconnect => self.table.routes.get(key),
        };
        match endpoint {
            Some(endpoint) if endpoint.event() == event.kind() => Ok(endpoint),
            Some(endpoint) => Err(FunctionError::new(
                "WebsocketApi.UnknownEvent",
                format!(
                    "the handler of `{}` is for {}, and what came is {}",
                    excerpt(key),
                    endpoint.event().describe(),
                    event.kind().describe()
                ),
            )),
            None if event.kind() == EventKind::Authorizer => Err(FunctionError::new(
                "WebsocketApi.UnknownRoute",
                "this program has no authorizer; deploy it and the template together",
            )),
            None => {
                let default =
                    if event.kind() == EventKind::Message { " and none for `$default`" } else { "" };
                Err(FunctionError::new(
                    "WebsocketApi.UnknownRoute",
                    format!(
                        "this program has no handler for the route `{}`{default}; deploy it and the template \
                         together",
                        excerpt(key)
                    ),
                ))
            }
        }
    }
}

impl Service<Bytes> for Router {
    type Response = LambdaResponse;
    type Error = FunctionError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), FunctionError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, event: Bytes) -> ResponseFuture {
        self.handle(&event)
    }
}

impl<S> Clone for Router<S> {
    fn clone(&self) -> Self {
        Router { table: self.table.clone(), client: self.client.clone() }
    }
}

impl<S> fmt::Debug for Router<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router")
            .field("routes", &self.table.routes)
            .field("authorizer", &self.table.authorizer)
            .finish_non_exhaustive()
    }
}
