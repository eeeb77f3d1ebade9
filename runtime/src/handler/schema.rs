//! The schemas of a handler's types: the part of the contract with clients that a handler has.

use std::{any::type_name, marker::PhantomData, mem};

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use crate::{
    arity::for_each_arity,
    connection_id::ConnectionId,
    extract::{
        AuthorizerContext, Bytes, DisconnectReason, Headers, Json, Query, RequestContext, StageVariables,
        State, Subprotocols, Text,
    },
    response::{Accept, Reject},
};

/// An argument or a reply of a handler, as clients see it.
///
/// A handler is described when all its arguments are, and its reply when that is. An argument that you define and that reads no
/// message needs an empty implementation:
///
/// ```
/// use websocket_api::asyncapi::DescribeMessage;
///
/// struct Tenant(String);
///
/// impl DescribeMessage for Tenant {}
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no schema",
    label = "a type in this handler has no schema",
    note = "derive `JsonSchema` for the `T` of a `Json<T>`",
    note = "write `impl DescribeMessage for … {{}}` for a custom extractor"
)]
pub trait DescribeMessage {
    /// Adds the schemas of the type. The default adds none.
    fn describe(_collector: &mut SchemaCollector<'_>) {}
}

/// Collects the schemas of a message and of a handshake.
#[derive(Debug)]
pub struct SchemaCollector<'a> {
    generator: &'a mut SchemaGenerator,
    description: TypeDescription,
    /// `true` within an `Option` or a `Result`: the described value may be absent, or be another one.
    is_optional: bool,
    /// `is_optional` as it was for the payload that is described already.
    was_optional: bool,
}

/// The schemas of a type.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypeDescription {
    pub(crate) payload: Option<PayloadSchema>,
    /// The schema of the handshake's query string.
    pub(crate) query: Option<Value>,
    /// `true` for an `Option`.
    pub(crate) may_be_missing: bool,
}

/// The form of a message or of a reply.
#[derive(Clone, Debug)]
pub(crate) enum PayloadSchema {
    Json(Value),
    Text,
    Binary,
}

impl<'a> SchemaCollector<'a> {
    fn new(generator: &'a mut SchemaGenerator) -> Self {
        let description = TypeDescription::default();
        SchemaCollector { generator, description, is_optional: false, was_optional: false }
    }

    /// Describes the message as JSON of the type `T`.
    pub fn json<T: JsonSchema>(&mut self) {
        let schema = self.schema::<T>();
        let is_alternative = self.is_optional || self.was_optional;
        self.description.payload = Some(PayloadSchema::Json(match self.description.payload.take() {
            Some(PayloadSchema::Json(other)) if is_alternative => json!({ "anyOf": [other, schema] }),
            Some(PayloadSchema::Json(other)) => json!({ "allOf": [other, schema] }),
            _ => schema,
        }));
        self.was_optional = self.is_optional;
    }

    /// Describes a type whose value the handler does without if it is absent.
    fn optional<T: DescribeMessage>(&mut self) {
        let outer = mem::replace(&mut self.is_optional, true);
        T::describe(self);
        self.is_optional = outer;
    }

    /// Describes the message as any text.
    pub fn text(&mut self) {
        self.set_unless_json(PayloadSchema::Text);
    }

    /// Describes the message as any bytes.
    pub fn binary(&mut self) {
        self.set_unless_json(PayloadSchema::Binary);
    }

    /// Keeps a JSON schema, which says more than text or bytes do.
    fn set_unless_json(&mut self, payload: PayloadSchema) {
        if !matches!(self.description.payload, Some(PayloadSchema::Json(_))) {
            self.description.payload = Some(payload);
        }
    }

    /// Describes the handshake's query string by the type `T`.
    pub fn query<T: JsonSchema>(&mut self) {
        self.description.query = Some(self.schema::<T>());
    }

    /// Returns the transformed schema of a type. Named schemas are transformed when the generator returns all of them.
    fn schema<T: JsonSchema>(&mut self) -> Value {
        let mut schema = self.generator.subschema_for::<T>();
        for transform in self.generator.transforms_mut() {
            transform.transform(&mut schema);
        }
        schema.to_value()
    }
}

macro_rules! without_schema {
    ($($(@$param:ident)? $type:ty),+ $(,)?) => {
        $(impl$(<$param>)? DescribeMessage for $type {})+
    };
}

without_schema!(
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
without_schema!(crate::connections::Connections);

#[cfg(feature = "lambda")]
without_schema!(@T crate::extract::RawEvent<T>);

impl<T: JsonSchema> DescribeMessage for Json<T> {
    fn describe(collector: &mut SchemaCollector<'_>) {
        collector.json::<T>();
    }
}

impl<T: JsonSchema> DescribeMessage for Query<T> {
    fn describe(collector: &mut SchemaCollector<'_>) {
        collector.query::<T>();
    }
}

macro_rules! text {
    ($($type:ty),+) => {$(
        impl DescribeMessage for $type {
            fn describe(collector: &mut SchemaCollector<'_>) {
                collector.text();
            }
        }
    )+};
}

text!(Text, String, &'static str);

impl DescribeMessage for Bytes {
    fn describe(collector: &mut SchemaCollector<'_>) {
        collector.binary();
    }
}

impl<T: DescribeMessage> DescribeMessage for Option<T> {
    fn describe(collector: &mut SchemaCollector<'_>) {
        collector.description.may_be_missing = true;
        collector.optional::<T>();
    }
}

impl<T: DescribeMessage, E> DescribeMessage for Result<T, E> {
    fn describe(collector: &mut SchemaCollector<'_>) {
        collector.optional::<T>();
    }
}

macro_rules! arguments {
    ($($argument:ident),*) => {
        impl<$($argument: DescribeMessage),*> DescribeMessage for ($($argument,)*) {
            // Without arguments nothing is collected.
            #[allow(unused_variables)]
            fn describe(collector: &mut SchemaCollector<'_>) {
                $($argument::describe(collector);)*
            }
        }
    };
}

for_each_arity!(arguments);

/// The schema of a type that a handler takes or returns, which is generated when the contract is made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TypeSchema {
    /// The type describes itself.
    Described(fn(&mut SchemaCollector<'_>)),
    /// The type's name.
    Opaque(&'static str),
}

impl TypeSchema {
    pub(super) fn new<T: DescribeMessage>() -> Self {
        TypeSchema::Described(T::describe)
    }

    pub(super) fn opaque<T>() -> Self {
        TypeSchema::Opaque(type_name::<T>())
    }

    /// Generates the schemas.
    ///
    /// # Errors
    /// The name of a type that does not describe itself.
    pub(crate) fn describe(self, generator: &mut SchemaGenerator) -> Result<TypeDescription, &'static str> {
        match self {
            TypeSchema::Described(describe) => {
                let mut collector = SchemaCollector::new(generator);
                describe(&mut collector);
                Ok(collector.description)
            }
            TypeSchema::Opaque(name) => Err(name),
        }
    }
}

/// The schemas of a handler: `None` for a type that was not asked about.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HandlerSchemas {
    pub(crate) message: Option<TypeSchema>,
    pub(crate) reply: Option<TypeSchema>,
}

/// The type of a message that the API sends without a request, and the message's name if the type does not have it.
#[derive(Debug)]
pub struct ServerMessageType<T> {
    name: Option<&'static str>,
    value: PhantomData<fn() -> T>,
}

/// A message that the API sends without a request, with the schema of its type.
#[derive(Clone, Copy, Debug)]
pub struct ServerMessageSchema {
    pub(crate) name: Option<&'static str>,
    pub(crate) schema: TypeSchema,
}

/// The part of the contract with clients that no handler has.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContractMetadata {
    /// The version of the package that declares the API.
    pub(crate) version: Option<&'static str>,
    pub(crate) server_messages: Vec<ServerMessageSchema>,
}

impl<T> ServerMessageType<T> {
    /// Returns the type of the message with this name.
    pub fn new(name: Option<&'static str>) -> Self {
        ServerMessageType { name, value: PhantomData }
    }
}

impl<T: JsonSchema> ServerMessageType<T> {
    /// Returns the message with the schema of its type.
    pub fn schema(self) -> ServerMessageSchema {
        ServerMessageSchema { name: self.name, schema: TypeSchema::new::<Json<T>>() }
    }
}

/// The method of a message whose type has no schema.
pub trait OpaqueServerMessage {
    /// Returns the message with the name of its type.
    fn schema(self) -> ServerMessageSchema;
}

impl<T> OpaqueServerMessage for ServerMessageType<T> {
    fn schema(self) -> ServerMessageSchema {
        ServerMessageSchema { name: self.name, schema: TypeSchema::opaque::<T>() }
    }
}
