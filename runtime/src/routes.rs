use std::{borrow::Cow, fmt};

use websocket_api_model::declaration::{List, Route};

use crate::handler::Handlers;

/// Routes for [`WebSocketApi::add_routes`](crate::WebSocketApi::add_routes), made by [`routes!`](crate::routes), in an API with the state `S`.
#[derive(Clone, Debug)]
pub struct Routes<S = ()> {
    list: List<Route>,
    handlers: Handlers<S>,
}

impl<S> Routes<S> {
    #[doc(hidden)]
    pub fn new(list: List<Route>, handlers: Handlers<S>) -> Self {
        Routes { list, handlers }
    }

    pub(crate) fn into_parts(self) -> (List<Route>, Handlers<S>) {
        (self.list, self.handlers)
    }
}

/// A route key: a variant of the enum that the declaration makes (`ChatRoute::SendMessage`), or a string.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RouteKey(Cow<'static, str>);

impl RouteKey {
    /// The key, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RouteKey {
    fn from(key: &str) -> Self {
        RouteKey(Cow::Owned(key.trim().to_owned()))
    }
}

impl From<String> for RouteKey {
    fn from(key: String) -> Self {
        RouteKey::from(key.as_str())
    }
}

impl fmt::Display for RouteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
