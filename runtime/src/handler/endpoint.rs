use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

use super::signature::BoxFuture;
#[cfg(feature = "asyncapi")]
use crate::asyncapi::{Accounts, Aside, DescribedServerMessage};
use crate::{
    FunctionError,
    event::{Event, EventKind},
    extract::Rejection,
    router::LambdaResponse,
};

/// What a handler makes of an event: its arguments are taken at once, so that the future borrows nothing.
pub enum Outcome {
    Rejected(Rejection),
    Failed(FunctionError),
    Running(BoxFuture<Result<LambdaResponse, FunctionError>>),
}

type Serve<S> = dyn Fn(&Event<'_>, &S) -> Outcome + Send + Sync;

/// A handler of whatever signature, in an API with the state `S`.
pub struct Endpoint<S> {
    event: EventKind,
    serve: Arc<Serve<S>>,
    #[cfg(feature = "asyncapi")]
    accounts: Option<Accounts>,
}

impl<S> Endpoint<S> {
    pub(super) fn new(
        event: EventKind,
        serve: impl Fn(&Event<'_>, &S) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Endpoint {
            event,
            serve: Arc::new(serve),
            #[cfg(feature = "asyncapi")]
            accounts: None,
        }
    }

    /// With what is known of what it takes and returns.
    #[cfg(feature = "asyncapi")]
    pub(super) fn with_accounts(mut self, accounts: Option<Accounts>) -> Self {
        self.accounts = accounts;
        self
    }

    #[cfg(feature = "asyncapi")]
    pub(crate) fn accounts(&self) -> Option<Accounts> {
        self.accounts
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
        #[cfg(feature = "asyncapi")]
        let accounts = self.accounts;
        let endpoint = Endpoint::new(self.event, move |event, (): &()| match state.get() {
            Some(state) => (self.serve)(event, state),
            None => {
                Outcome::Failed(FunctionError::new("WebsocketApi.State", "the API's state is not there yet"))
            }
        });
        #[cfg(feature = "asyncapi")]
        let endpoint = endpoint.with_accounts(accounts);
        endpoint
    }
}

impl<S> Clone for Endpoint<S> {
    fn clone(&self) -> Self {
        Endpoint {
            event: self.event,
            serve: self.serve.clone(),
            #[cfg(feature = "asyncapi")]
            accounts: self.accounts,
        }
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
    /// What the handlers do not say of the contract.
    #[cfg(feature = "asyncapi")]
    pub(crate) contract: Aside,
}

impl<S> Handlers<S> {
    /// Of the routes' and the authorizer's.
    pub fn new(routes: Vec<(&'static str, Endpoint<S>)>, authorizer: Option<Endpoint<S>>) -> Self {
        let routes = routes.into_iter().map(|(key, endpoint)| (Cow::Borrowed(key), endpoint)).collect();
        Handlers::of(routes, authorizer)
    }

    pub(crate) fn of(routes: Vec<(Cow<'static, str>, Endpoint<S>)>, authorizer: Option<Endpoint<S>>) -> Self {
        Handlers {
            routes,
            authorizer,
            #[cfg(feature = "asyncapi")]
            contract: Aside::default(),
        }
    }

    /// With the version of the package that declares the API, and what the API sends by itself.
    #[cfg(feature = "asyncapi")]
    #[must_use]
    pub fn with_contract(
        mut self,
        version: Option<&'static str>,
        server_messages: Vec<DescribedServerMessage>,
    ) -> Self {
        self.contract = Aside { version, server_messages };
        self
    }

    pub(crate) fn with_state(self, state: &Arc<OnceLock<S>>) -> Handlers<()>
    where
        S: Send + Sync + 'static,
    {
        let routes = self.routes.into_iter().map(|(key, endpoint)| (key, endpoint.with_state(state)));
        Handlers {
            routes: routes.collect(),
            authorizer: self.authorizer.map(|endpoint| endpoint.with_state(state)),
            #[cfg(feature = "asyncapi")]
            contract: self.contract,
        }
    }
}

impl<S> Clone for Handlers<S> {
    fn clone(&self) -> Self {
        Handlers {
            routes: self.routes.clone(),
            authorizer: self.authorizer.clone(),
            #[cfg(feature = "asyncapi")]
            contract: self.contract.clone(),
        }
    }
}
