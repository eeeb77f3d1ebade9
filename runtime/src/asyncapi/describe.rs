use std::marker::PhantomData;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use crate::{
    ConnectionId,
    extract::{
        AuthorizerContext, Bytes, DisconnectReason, Headers, Json, Query, RequestContext, StageVariables,
        State, Subprotocols, Text,
    },
    handler::arities,
    response::{Accept, Reject},
};

/// What an argument or a reply of a handler is to clients.
///
/// A handler is described when all its arguments are, and its reply when that is. For an argument of one's own that reads no
/// message, nothing need be said:
///
/// ```
/// use websocket_api::asyncapi::{Describe, Describer};
///
/// struct Tenant(String);
///
/// impl Describe for Tenant {}
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` says nothing of what it is to clients",
    note = "derive `JsonSchema` for the `T` of a `Json<T>`; write `impl Describe for … {{}}` for an argument of your own"
)]
pub trait Describe {
    /// Says it; nothing, unless this is written.
    fn describe(_describer: &mut Describer<'_>) {}
}

/// Takes down what is said of a message or a handshake.
#[derive(Debug)]
pub struct Describer<'a> {
    generator: &'a mut SchemaGenerator,
    pub(super) payload: Option<Payload>,
    pub(super) query: Option<Value>,
    /// Whether what is described may be missing, or be something else, as in `Option` and `Result`.
    is_optional: bool,
    /// The same of what was described.
    was_optional: bool,
    /// An `Option`, which may have nothing to say.
    pub(super) may_be_missing: bool,
}

/// A message, or what is sent back.
#[derive(Clone, Debug)]
pub(super) enum Payload {
    Json(Value),
    Text,
    Binary,
}

impl<'a> Describer<'a> {
    pub(super) fn new(generator: &'a mut SchemaGenerator) -> Self {
        Describer {
            generator,
            payload: None,
            query: None,
            is_optional: false,
            was_optional: false,
            may_be_missing: false,
        }
    }

    /// The message is JSON of this type.
    pub fn json<T: JsonSchema>(&mut self) {
        let schema = self.schema::<T>();
        let either = self.is_optional || self.was_optional;
        self.payload = Some(Payload::Json(match self.payload.take() {
            Some(Payload::Json(other)) if either => json!({ "anyOf": [other, schema] }),
            Some(Payload::Json(other)) => json!({ "allOf": [other, schema] }),
            _ => schema,
        }));
        self.was_optional = self.is_optional;
    }

    /// What the handler does without if it is not there.
    fn optional<T: Describe>(&mut self) {
        let before = std::mem::replace(&mut self.is_optional, true);
        T::describe(self);
        self.is_optional = before;
    }

    /// The message is any text.
    pub fn text(&mut self) {
        self.plain(Payload::Text);
    }

    /// The message is any bytes.
    pub fn binary(&mut self) {
        self.plain(Payload::Binary);
    }

    /// What else reads the message as JSON says more.
    fn plain(&mut self, payload: Payload) {
        if !matches!(self.payload, Some(Payload::Json(_))) {
            self.payload = Some(payload);
        }
    }

    /// The handshake's query string is of this type.
    pub fn query<T: JsonSchema>(&mut self) {
        self.query = Some(self.schema::<T>());
    }

    /// As it stands where it is used: what has a name is transformed when all are taken, the rest here.
    fn schema<T: JsonSchema>(&mut self) -> Value {
        let mut schema = self.generator.subschema_for::<T>();
        for transform in self.generator.transforms_mut() {
            transform.transform(&mut schema);
        }
        schema.to_value()
    }
}

macro_rules! silent {
    ($($(@$param:ident)? $type:ty),+ $(,)?) => {
        $(impl$(<$param>)? Describe for $type {})+
    };
}

silent!(
    ConnectionId,
    RequestContext,
    @T State<T>,
    StageVariables,
    Headers,
    Subprotocols,
    @T AuthorizerContext<T>,
    DisconnectReason,
    Accept,
    Reject,
);

#[cfg(feature = "connections")]
silent!(crate::connections::Connections);

#[cfg(feature = "lambda")]
silent!(@T crate::extract::RawEvent<T>);

impl<T: JsonSchema> Describe for Json<T> {
    fn describe(describer: &mut Describer<'_>) {
        describer.json::<T>();
    }
}

impl<T: JsonSchema> Describe for Query<T> {
    fn describe(describer: &mut Describer<'_>) {
        describer.query::<T>();
    }
}

macro_rules! text {
    ($($type:ty),+) => {$(
        impl Describe for $type {
            fn describe(describer: &mut Describer<'_>) {
                describer.text();
            }
        }
    )+};
}

text!(Text, String, &'static str);

impl Describe for Bytes {
    fn describe(describer: &mut Describer<'_>) {
        describer.binary();
    }
}

impl<T: Describe> Describe for Option<T> {
    fn describe(describer: &mut Describer<'_>) {
        describer.may_be_missing = true;
        describer.optional::<T>();
    }
}

impl<T: Describe, E> Describe for Result<T, E> {
    fn describe(describer: &mut Describer<'_>) {
        describer.optional::<T>();
    }
}

macro_rules! arguments {
    ($($argument:ident),*) => {
        impl<$($argument: Describe),*> Describe for ($($argument,)*) {
            #[allow(unused_variables)]
            fn describe(describer: &mut Describer<'_>) {
                $($argument::describe(describer);)*
            }
        }
    };
}

arities!(arguments);

/// What is known of a type that a handler takes or returns.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Account {
    /// It says it itself.
    Told(fn(&mut Describer<'_>)),
    /// The type's name, and no more.
    Unknown(&'static str),
}

impl Account {
    pub(crate) fn of<T: Describe>() -> Self {
        Account::Told(T::describe)
    }

    pub(crate) fn unknown<T>() -> Self {
        Account::Unknown(std::any::type_name::<T>())
    }
}

/// What is known of a handler.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Accounts {
    pub(crate) message: Account,
    pub(crate) reply: Account,
}

/// What the API sends by itself, and its name if it has one apart from its type.
#[derive(Debug)]
pub struct ServerMessageType<T> {
    name: Option<&'static str>,
    value: PhantomData<fn() -> T>,
}

/// The same with what is known of its type.
#[derive(Clone, Copy, Debug)]
pub struct DescribedServerMessage {
    pub(crate) name: Option<&'static str>,
    pub(crate) account: Account,
}

/// What the handlers do not say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aside {
    /// The version of the package that declares the API.
    pub(crate) version: Option<&'static str>,
    pub(crate) server_messages: Vec<DescribedServerMessage>,
}

impl<T> ServerMessageType<T> {
    /// Of this name.
    pub fn new(name: Option<&'static str>) -> Self {
        ServerMessageType { name, value: PhantomData }
    }
}

impl<T: JsonSchema> ServerMessageType<T> {
    /// What its type says.
    pub fn described(self) -> DescribedServerMessage {
        DescribedServerMessage { name: self.name, account: Account::of::<Json<T>>() }
    }
}

/// A type that says nothing.
pub trait UnknownServerMessage {
    /// Keeps its name.
    fn described(self) -> DescribedServerMessage;
}

impl<T> UnknownServerMessage for ServerMessageType<T> {
    fn described(self) -> DescribedServerMessage {
        DescribedServerMessage { name: self.name, account: Account::unknown::<T>() }
    }
}
