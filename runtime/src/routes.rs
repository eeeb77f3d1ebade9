use std::{borrow::Cow, fmt};

use websocket_api_model::spec::{List, Route};

/// Routes for [`App::add_routes`](crate::App::add_routes), made by [`routes!`](crate::routes).
#[derive(Clone, Debug)]
pub struct Routes(List<Route>);

impl Routes {
    pub(crate) fn into_list(self) -> List<Route> {
        self.0
    }
}

#[doc(hidden)]
impl From<List<Route>> for Routes {
    fn from(routes: List<Route>) -> Self {
        Routes(routes)
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
