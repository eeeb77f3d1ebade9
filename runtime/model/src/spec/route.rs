use super::{Function, Str};

/// One route: a key and the handler behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Trimmed. API Gateway compares it exactly, case included.
    pub key: Str,
    /// The handler's path as written, for people to read.
    pub handler: Str,
    pub function: Function,
    /// Whether what the handler returns goes back to the client as a message.
    pub return_response: bool,
}

impl Route {
    /// A route of which only the handler was given.
    pub const fn new(key: &'static str, handler: &'static str) -> Route {
        Route {
            key: Str::Borrowed(key),
            handler: Str::Borrowed(handler),
            function: Function::EMPTY,
            return_response: false,
        }
    }

    pub fn kind(&self) -> RouteKeyKind {
        RouteKeyKind::of(&self.key)
    }
}

/// The three keys that API Gateway defines, and all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteKeyKind {
    Connect,
    Disconnect,
    Default,
    Custom,
}

impl RouteKeyKind {
    /// The keys that API Gateway defines.
    pub const PREDEFINED: [&'static str; 3] = ["$connect", "$disconnect", "$default"];

    pub fn of(key: &str) -> RouteKeyKind {
        match key {
            "$connect" => RouteKeyKind::Connect,
            "$disconnect" => RouteKeyKind::Disconnect,
            "$default" => RouteKeyKind::Default,
            _ => RouteKeyKind::Custom,
        }
    }
}
