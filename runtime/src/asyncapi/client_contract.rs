use serde_json::{Map, Value};

#[cfg(feature = "gateway")]
use super::json_schema::bundle;
use super::{
    example, handshake::Handshake, json_schema::requires_members, merged::merged, opaque_type::OpaqueType,
    selector::Selector, server_message::ServerMessageVariant,
};
use crate::handler::schema::PayloadSchema;

/// An API as its clients see it.
#[derive(Debug)]
pub(crate) struct Contract {
    /// The version of the package that declares the API.
    pub(super) version: Option<&'static str>,
    pub(super) handshake: Handshake,
    pub(super) client_messages: Vec<ClientMessage>,
    pub(super) server_messages: Vec<ServerMessageVariant>,
    /// The schemas that others refer to, by name.
    pub(super) schemas: Map<String, Value>,
    pub(super) opaque_types: Vec<OpaqueType>,
}

/// A message that clients may send.
#[derive(Debug)]
pub(super) struct ClientMessage {
    pub(super) route_key: String,
    /// The members that select the route; `None` for `$default`.
    pub(super) selector: Option<Selector>,
    /// The message that the handler reads; `None` if it reads none.
    pub(super) message: Option<MessageBody>,
    /// The reply; `None` if the route sends no reply.
    pub(super) reply: Option<MessageBody>,
    /// `true` if each message gets a reply or an error of API Gateway. An `Option` may be `None`, and a text empty.
    pub(super) is_answered: bool,
}

/// The body of a message or of a reply.
#[derive(Debug)]
pub(super) enum MessageBody {
    Described(PayloadSchema),
    /// Its type has no schema.
    Opaque,
}

impl MessageBody {
    /// Returns the JSON schema of the body; `None` if it is not JSON, or opaque.
    pub(super) fn json_schema(&self) -> Option<&Value> {
        match self {
            MessageBody::Described(PayloadSchema::Json(schema)) => Some(schema),
            _ => None,
        }
    }

    pub(super) fn json_schema_mut(&mut self) -> Option<&mut Value> {
        match self {
            MessageBody::Described(PayloadSchema::Json(schema)) => Some(schema),
            _ => None,
        }
    }

    /// Returns `true` for text and bytes.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, MessageBody::Described(PayloadSchema::Text | PayloadSchema::Binary))
    }
}

impl ClientMessage {
    /// Returns the JSON schema of the message; `None` if it is not JSON, or opaque.
    pub(super) fn json_schema(&self) -> Option<&Value> {
        self.message.as_ref().and_then(MessageBody::json_schema)
    }

    /// Returns a message of the route; `None` if it is not JSON, or opaque.
    pub(super) fn example(&self, schemas: &Map<String, Value>) -> Option<Value> {
        let body = example::example(&self.body_schema(schemas)?, schemas);
        Some(match &self.selector {
            Some(selector) => {
                // The selecting members come first, and keep their values whatever the handler reads.
                let message = merged(selector.example.clone(), body);
                merged(message, selector.example.clone())
            }
            None => body,
        })
    }

    /// Returns the schema of the message without the members that select the route; `None` if it is not JSON, or opaque.
    pub(super) fn body_schema(&self, schemas: &Map<String, Value>) -> Option<Value> {
        let schema = self.json_schema()?;
        Some(match &self.selector {
            Some(selector) => selector.without(schema, schemas),
            None => schema.clone(),
        })
    }

    /// Returns `true` if the message has required members in addition to those that select the route.
    pub(super) fn requires_members(&self, contract: &Contract) -> bool {
        self.body_schema(&contract.schemas).is_some_and(|body| requires_members(&body, &contract.schemas))
    }
}

/// Returns the described messages of an API: the route's key, the schema with all that it refers to, and an example.
#[cfg(feature = "gateway")]
pub(crate) fn samples(contract: Contract) -> impl Iterator<Item = (String, Value, Value)> {
    let Contract { client_messages, schemas, .. } = contract;
    client_messages.into_iter().filter_map(move |message| {
        let example = message.example(&schemas)?;
        let schema = bundle(message.json_schema()?, &schemas);
        Some((message.route_key, schema, example))
    })
}
