use super::Segment;

use super::{
    Function, Json, Permissions, Str, Text,
    bake::{Bake, ConstWriter, bake, bake_at},
};

/// A route: a key and its function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The trimmed route key. API Gateway compares keys exactly, including case.
    pub key: Str,
    /// The path of the handler as written, for display, or an empty text for an existing function.
    pub handler: Str,
    pub function: RouteFunction,
    /// `true` if the client receives the handler's response as a message.
    pub return_response: bool,
    pub validation: Validation,
    /// Permissions that were attached to this route after the declaration.
    pub attached: Option<Permissions>,
}

impl Bake for Route {
    /// `Route::new` is short, and most routes have a handler only.
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

/// The validation of a route's messages by API Gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validation {
    None,
    /// Validation with the model of a type, which only the program knows.
    Declared,
    /// Validation with this model: a JSON schema of draft 4.
    Model(Json),
}

bake! { enum Validation { None, Declared, Model(schema) } }

/// The function that serves a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteFunction {
    /// A function of this route only.
    Own(Function),
    /// A function that the routes of a group share.
    Group(Str),
    /// An existing function, by its ARN.
    Existing(Text),
}

bake! { enum RouteFunction { Own(function), Group(name: ["group"]), Existing(arn: ["arn"]) } }

impl Route {
    /// Makes a route with a handler.
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

    /// Returns `true` if the function of the route exists already, so that this stack does not manage it.
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
