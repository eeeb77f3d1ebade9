use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

/// Lets a client in.
///
/// ```
/// use websocket_api::response::Allow;
///
/// #[derive(serde::Serialize)]
/// struct User {
///     admin: bool,
///     age: u8,
/// }
///
/// let allow = Allow::new("ada").context(&User { admin: true, age: 36 });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    pub(crate) principal: String,
    pub(crate) context: Result<Map<String, Value>, String>,
    pub(crate) usage_identifier_key: Option<String>,
}

impl Allow {
    /// Allows the connection as this principal, which handlers find in
    /// [`AuthorizerContext`](crate::extract::AuthorizerContext) as `principalId`.
    pub fn new(principal: impl Into<String>) -> Self {
        Allow { principal: principal.into(), context: Ok(Map::new()), usage_identifier_key: None }
    }

    /// With a context, which handlers take as [`AuthorizerContext<T>`](crate::extract::AuthorizerContext): a struct or a map whose values are
    /// strings, numbers or booleans. What is `None` is left out.
    ///
    /// With other values, or where the whole answer is over 8 KB (API Gateway's quota), the function fails and the client is
    /// refused with 500.
    #[must_use]
    pub fn context(mut self, context: &impl Serialize) -> Self {
        self.context = flat(context);
        self
    }

    /// With the API key for the usage plan, where the route wants an API key from the authorizer.
    #[must_use]
    pub fn usage_identifier_key(mut self, key: impl Into<String>) -> Self {
        self.usage_identifier_key = Some(key.into());
        self
    }
}

fn flat(context: &impl Serialize) -> Result<Map<String, Value>, String> {
    let value = serde_json::to_value(context).map_err(|error| error.to_string())?;
    let mut map = match value {
        Value::Object(map) => map,
        other => {
            return Err(format!("an authorizer's context must be a struct or a map, not {}", kind(&other)));
        }
    };
    map.retain(|_, value| !value.is_null());
    if map.contains_key("principalId") {
        return Err("`principalId` is no key of an authorizer's context: it is the principal".to_owned());
    }
    match map.iter().find(|(_, value)| value.is_array() || value.is_object()) {
        Some((name, value)) => Err(format!(
            "`{name}` in an authorizer's context is {}; API Gateway takes strings, numbers and booleans only",
            kind(value)
        )),
        None => Ok(map),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}

/// Refuses a client with 403: it is known, and may not. It is an error too: `Err(Deny)?`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deny;

/// Refuses a client with 401: it is not known. It is an error too: `Err(Unauthorized)?`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unauthorized;

/// What an authorizer comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Authorization {
    /// See [`Allow`].
    Allow(Allow),
    /// See [`Deny`].
    Deny,
    /// See [`Unauthorized`].
    Unauthorized,
}

impl From<Allow> for Authorization {
    fn from(allow: Allow) -> Self {
        Authorization::Allow(allow)
    }
}

impl From<Deny> for Authorization {
    fn from(_: Deny) -> Self {
        Authorization::Deny
    }
}

impl From<Unauthorized> for Authorization {
    fn from(_: Unauthorized) -> Self {
        Authorization::Unauthorized
    }
}

impl fmt::Display for Deny {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("denied")
    }
}

/// The very word for which API Gateway answers 401.
impl fmt::Display for Unauthorized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unauthorized")
    }
}

impl std::error::Error for Deny {}
impl std::error::Error for Unauthorized {}
