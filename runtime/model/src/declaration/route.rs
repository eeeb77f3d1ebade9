use super::Segment;

use super::{
    Function, Json, Permissions, Str, Text,
    bake::{Bake, ConstWriter, bake, bake_at},
};

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

impl Bake for Route {
    /// Most routes have a handler and nothing else: `Route::new` is short.
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression {
        let Route { key, handler, function, return_response, validation, attached } = self;
        if *function == RouteFunction::Own(Function::EMPTY)
            && !return_response
            && *validation == Validation::None
            && attached.is_none()
        {
            let arguments = vec![writer.string(key), writer.string(handler)];
            return writer.call("Route", "new", arguments);
        }
        let fields = vec![
            ("key", bake_at(&["key"], key, writer)),
            ("handler", bake_at(&["handler"], handler, writer)),
            ("function", bake_at(&["function"], function, writer)),
            ("return_response", bake_at(&["return_response"], return_response, writer)),
            ("validation", bake_at(&["validate"], validation, writer)),
            ("attached", bake_at(&["attached"], attached, writer)),
        ];
        writer.structure("Route", None, fields)
    }

    fn segment(&self, _: usize) -> Segment {
        Segment::Key(self.key.clone())
    }
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

bake! { enum Validation { None, Declared, Model(schema) } }

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

bake! { enum RouteFunction { Own(function), Group(name: ["group"]), Existing(arn: ["arn"]) } }

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
        RouteKeyKind::from_key(&self.key)
    }
}

/// Routes that share one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: Str,
    pub function: Function,
}

bake! { struct Group by name { name, function: [] } }

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

    pub fn from_key(key: &str) -> RouteKeyKind {
        match key {
            "$connect" => RouteKeyKind::Connect,
            "$disconnect" => RouteKeyKind::Disconnect,
            "$default" => RouteKeyKind::Default,
            _ => RouteKeyKind::Custom,
        }
    }
}
