use super::{Function, Json, Permissions, Str, Text};

/// One route: a key and what serves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Trimmed. API Gateway compares it exactly, case included.
    pub key: Str,
    /// The handler's path as written, for people to read; empty where a function exists already.
    pub handler: Str,
    pub function: RouteFunction,
    /// Whether what the handler returns goes back to the client as a message.
    pub return_response: bool,
    pub validation: Validation,
    /// What was attached to this route after it was declared.
    pub attached: Option<Permissions>,
}

/// Whether API Gateway compares a route's messages with their type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validation {
    None,
    /// It does, with the model of a type that only the program knows.
    Declared,
    /// With this model: a JSON schema of draft 4.
    Model(Json),
}

/// Which function serves a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteFunction {
    /// Its own.
    Own(Function),
    /// One that it shares with the other routes of a group.
    Group(Str),
    /// One that exists already, by its ARN.
    Existing(Text),
}

impl Route {
    /// A route of which only the handler was given.
    pub const fn new(key: &'static str, handler: &'static str) -> Route {
        Route {
            key: Str::Borrowed(key),
            handler: Str::Borrowed(handler),
            function: RouteFunction::Own(Function::EMPTY),
            return_response: false,
            validation: Validation::None,
            attached: None,
        }
    }

    /// Whether the function behind it is not this declaration's to make or change.
    pub fn has_existing_function(&self) -> bool {
        matches!(self.function, RouteFunction::Existing(_))
    }

    pub fn kind(&self) -> RouteKeyKind {
        RouteKeyKind::of(&self.key)
    }
}

/// Routes that share one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: Str,
    pub function: Function,
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
