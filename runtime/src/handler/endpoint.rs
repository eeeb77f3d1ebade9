use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

use super::signature::BoxFuture;
use crate::{
    FunctionError,
    event::{Event, EventKind},
    extract::Rejection,
    router::Reply,
};

/// What a handler makes of an event: its arguments are taken at once, so that the future borrows nothing.
pub enum Outcome {
    Rejected(Rejection),
    Failed(FunctionError),
    Running(BoxFuture<Result<Reply, FunctionError>>),
}

type Serve<S> = dyn Fn(&Event<'_>, &S) -> Outcome + Send + Sync;

/// A handler of whatever signature, in an API with the state `S`.
pub struct Endpoint<S> {
    event: EventKind,
    serve: Arc<Serve<S>>,
}

impl<S> Endpoint<S> {
    pub(super) fn new(
        event: EventKind,
        serve: impl Fn(&Event<'_>, &S) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Endpoint { event, serve: Arc::new(serve) }
    }

    /// The kind of event it is for.
    pub(crate) fn event(&self) -> EventKind {
        self.event
    }

    pub(crate) fn serve(&self, event: &Event<'_>, state: &S) -> Outcome {
        (self.serve)(event, state)
    }

    /// The same with its state, which must be there when the first event comes.
    fn with_state(self, state: &Arc<OnceLock<S>>) -> Endpoint<()>
    where
        S: Send + Sync + 'static,
    {
        let state = state.clone();
        Endpoint::new(self.event, move |event, (): &()| match state.get() {
            Some(state) => (self.serve)(event, state),
            None => {
                Outcome::Failed(FunctionError::new("WebsocketApi.State", "the API's state is not there yet"))
            }
        })
    }
}

impl<S> Clone for Endpoint<S> {
    fn clone(&self) -> Self {
        Endpoint { event: self.event, serve: self.serve.clone() }
    }
}

impl<S> fmt::Debug for Endpoint<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Endpoint").field(&self.event).finish()
    }
}

/// The handlers of an API, each under its route key.
#[derive(Debug)]
pub struct Handlers<S> {
    pub(crate) routes: Vec<(Cow<'static, str>, Endpoint<S>)>,
    pub(crate) authorizer: Option<Endpoint<S>>,
}

impl<S> Handlers<S> {
    /// Of the routes' and the authorizer's.
    pub fn new(routes: Vec<(&'static str, Endpoint<S>)>, authorizer: Option<Endpoint<S>>) -> Self {
        let routes = routes.into_iter().map(|(key, endpoint)| (Cow::Borrowed(key), endpoint)).collect();
        Handlers { routes, authorizer }
    }

    pub(crate) fn with_state(self, state: &Arc<OnceLock<S>>) -> Handlers<()>
    where
        S: Send + Sync + 'static,
    {
        let routes = self.routes.into_iter().map(|(key, endpoint)| (key, endpoint.with_state(state)));
        Handlers {
            routes: routes.collect(),
            authorizer: self.authorizer.map(|endpoint| endpoint.with_state(state)),
        }
    }
}

impl<S> Clone for Handlers<S> {
    fn clone(&self) -> Self {
        Handlers { routes: self.routes.clone(), authorizer: self.authorizer.clone() }
    }
}
