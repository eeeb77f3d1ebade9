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
    /// strings, numbers or booleans. Fields that are `None` are left out.
    ///
    /// With other values, or where the whole answer is over 8 KB (API Gateway's quota), the function fails and the client is
    /// refused with 500.
    #[must_use]
    pub fn context(mut self, context: &impl Serialize) -> Self {
        self.context = flat(context);
        self
    }

    /// Sets the API key for the usage plan, where the route requires an API key from the authorizer.
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

/// Rejects a client with status 403: the client is known and not allowed. `Deny` is also an error.
///
/// # Examples
///
/// ```
/// use websocket_api::response::{Allow, Deny};
///
/// async fn authorize() -> Result<Allow, Deny> {
///     let is_member = true;
///     if is_member { Ok(Allow::new("ada")) } else { Err(Deny) }
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deny;

/// Rejects a client with status 401: the client is unknown. `Unauthorized` is also an error.
///
/// # Examples
///
/// ```
/// use websocket_api::{extract::Headers, response::{Allow, Unauthorized}};
///
/// async fn authorize(headers: Headers) -> Result<Allow, Unauthorized> {
///     let token = headers.get("authorization").ok_or(Unauthorized)?;
///     Ok(Allow::new(token))
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unauthorized;

/// The decision of an authorizer.
///
/// # Examples
///
/// ```
/// use websocket_api::{extract::Headers, response::{Allow, Authorization}};
///
/// async fn authorize(headers: Headers) -> Authorization {
///     match headers.get("authorization") {
///         Some(token) => Authorization::Allow(Allow::new(token)),
///         None => Authorization::Unauthorized,
///     }
/// }
/// ```
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

/// API Gateway answers 401 for exactly this text.
impl fmt::Display for Unauthorized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unauthorized")
    }
}

impl std::error::Error for Deny {}
impl std::error::Error for Unauthorized {}
