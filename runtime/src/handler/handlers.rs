use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

#[cfg(feature = "asyncapi")]
use super::schema::ServerMessageSchema;
use super::{Endpoint, schema::ContractMetadata};

/// The handlers of an API, each under its route key.
#[derive(Debug)]
pub struct Handlers<S> {
    pub(crate) routes: Vec<(Cow<'static, str>, Endpoint<S>)>,
    pub(crate) authorizer: Option<Endpoint<S>>,
    /// The part of the contract with clients that no handler has.
    pub(crate) contract: ContractMetadata,
}

impl<S> Handlers<S> {
    /// Returns the handlers of the routes and of the authorizer.
    pub fn new(routes: Vec<(&'static str, Endpoint<S>)>, authorizer: Option<Endpoint<S>>) -> Self {
        let routes = routes.into_iter().map(|(key, endpoint)| (Cow::Borrowed(key), endpoint)).collect();
        Handlers::from_parts(routes, authorizer)
    }

    pub(crate) fn from_parts(
        routes: Vec<(Cow<'static, str>, Endpoint<S>)>,
        authorizer: Option<Endpoint<S>>,
    ) -> Self {
        Handlers { routes, authorizer, contract: ContractMetadata::default() }
    }

    /// Adds the version of the package that declares the API, and the messages that the API sends without a request.
    #[cfg(feature = "asyncapi")]
    #[must_use]
    pub fn with_contract(
        mut self,
        version: Option<&'static str>,
        server_messages: Vec<ServerMessageSchema>,
    ) -> Self {
        self.contract = ContractMetadata { version, server_messages };
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
            contract: self.contract,
        }
    }
}

impl<S> Clone for Handlers<S> {
    fn clone(&self) -> Self {
        Handlers {
            routes: self.routes.clone(),
            authorizer: self.authorizer.clone(),
            contract: self.contract.clone(),
        }
    }
}
