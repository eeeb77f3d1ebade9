//! From an event to the handler that its route has, and to the reply.

mod lambda_response;
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
use websocket_api_model::declaration::Declaration;

pub use lambda_response::LambdaResponse;
pub use response_future::ResponseFuture;

#[cfg(feature = "connections")]
use crate::connections::{Connections, Source};
use crate::{
    FunctionError,
    event::{Event, EventKind},
    excerpt::excerpt,
    handler::{Endpoint, Handlers, Outcome},
};

/// Serves the events of an API: a [`tower::Service`] from an event's JSON to the [`LambdaResponse`], for those who bring a runtime or
/// layers of their own. Cloning it is cheap.
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
/// With the feature `lambda` it is also a service of what `lambda_runtime` hands over: `lambda_runtime::run(Chat::router())`.
///
/// A router of an API with a `state` serves when it has it: `Chat::router().with_state(store)`.
///
/// [`tower::Service`]: https://docs.rs/tower-service
pub struct Router<S = ()> {
    table: Arc<Table<S>>,
    #[cfg(feature = "connections")]
    source: Source,
}

struct Table<S> {
    routes: HashMap<Cow<'static, str>, Endpoint<S>>,
    authorizer: Option<Endpoint<S>>,
}

impl<S> Router<S> {
    pub(crate) fn new(handlers: Handlers<S>) -> Self {
        Router {
            table: Arc::new(Table {
                routes: handlers.routes.into_iter().collect(),
                authorizer: handlers.authorizer,
            }),
            #[cfg(feature = "connections")]
            source: Source::default(),
        }
    }

    /// The same router for the events of this declaration, whose custom domain may be their host.
    pub(crate) fn of_declaration(self, declaration: &Declaration) -> Self {
        #[cfg(feature = "connections")]
        return Router { source: Source::of(declaration), ..self };
        #[cfg(not(feature = "connections"))]
        {
            _ = declaration;
            self
        }
    }

    /// The same router with what its handlers share.
    pub fn with_state(self, state: S) -> Router
    where
        S: Clone + Send + Sync + 'static,
    {
        let state = Arc::new(OnceLock::from(state));
        let routes = self.table.routes.iter().map(|(key, endpoint)| (key.clone(), endpoint.clone()));
        let handlers = Handlers::of(routes.collect(), self.table.authorizer.clone());
        Router {
            #[cfg(feature = "connections")]
            source: self.source,
            ..Router::new(handlers.with_state(&state))
        }
    }

    /// The same router with this client for the argument `Connections`, whose endpoint is then used for every event.
    #[cfg(feature = "connections")]
    #[must_use]
    pub fn with_connections(mut self, connections: Connections) -> Self {
        self.source.give(connections);
        self
    }
}

impl Router {
    /// Serves one event: its JSON, as Lambda hands it over.
    pub fn handle(&self, event: &[u8]) -> ResponseFuture {
        let event = Event::parse(event);
        #[cfg(feature = "connections")]
        let event = event.map(|event| event.with_source(&self.source));
        ResponseFuture::of(event, |event| self.dispatch(event))
    }

    fn dispatch(&self, event: &Event<'_>) -> Outcome {
        match self.endpoint(event) {
            Ok(endpoint) => endpoint.serve(event, &()),
            Err(error) => Outcome::Failed(error),
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
        Router {
            table: self.table.clone(),
            #[cfg(feature = "connections")]
            source: self.source.clone(),
        }
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
