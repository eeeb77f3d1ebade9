use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use super::{schema::HandlerSchemas, signature::BoxFuture};
use crate::{
    event::EventKind,
    extract::{Rejection, Request},
    function_error::FunctionError,
    response::LambdaResponse,
};

/// The result of calling a handler. Its arguments are made from the event before its future, which borrows nothing.
pub enum HandlerOutcome {
    Rejected(Rejection),
    Failed(FunctionError),
    Running(BoxFuture<Result<LambdaResponse, FunctionError>>),
}

type Serve<S> = dyn Fn(&Request<'_>, &S) -> HandlerOutcome + Send + Sync;

/// A handler whose signature is erased, in an API with the state `S`.
pub struct Endpoint<S> {
    event: EventKind,
    serve: Arc<Serve<S>>,
    schemas: HandlerSchemas,
}

impl<S> Endpoint<S> {
    pub(super) fn new(
        event: EventKind,
        schemas: HandlerSchemas,
        serve: impl Fn(&Request<'_>, &S) -> HandlerOutcome + Send + Sync + 'static,
    ) -> Self {
        Endpoint { event, serve: Arc::new(serve), schemas }
    }

    #[cfg(feature = "asyncapi")]
    pub(crate) fn schemas(&self) -> HandlerSchemas {
        self.schemas
    }

    /// Returns the kind of event that the handler is for.
    pub(crate) fn event(&self) -> EventKind {
        self.event
    }

    pub(crate) fn serve(&self, request: &Request<'_>, state: &S) -> HandlerOutcome {
        (self.serve)(request, state)
    }

    /// Returns the endpoint with its state, which must be set before the first event.
    pub(super) fn with_state(self, state: &Arc<OnceLock<S>>) -> Endpoint<()>
    where
        S: Send + Sync + 'static,
    {
        let state = state.clone();
        Endpoint::new(self.event, self.schemas, move |request, (): &()| match state.get() {
            Some(state) => (self.serve)(request, state),
            None => HandlerOutcome::Failed(FunctionError::new(
                "WebsocketApi.State",
                "the API's state is not there yet",
            )),
        })
    }
}

impl<S> Clone for Endpoint<S> {
    fn clone(&self) -> Self {
        Endpoint { event: self.event, serve: self.serve.clone(), schemas: self.schemas }
    }
}

impl<S> fmt::Debug for Endpoint<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Endpoint").field(&self.event).finish()
    }
}
