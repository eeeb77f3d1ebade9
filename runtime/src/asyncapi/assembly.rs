//! Makes the contract of an API from its declaration and from the schemas of its handlers.

use serde_json::Value;
use websocket_api_model::declaration::{Declaration, Route, RouteKeyKind};

use super::{
    client_contract::{ClientMessage, Contract, MessageBody},
    handshake::Handshake,
    opaque_type::OpaqueType,
    schema_names::SchemaNames,
    schemas::{Direction, SchemaSet},
    selector::Selector,
    server_message::{ServerMessageVariant, variants},
};
use crate::handler::{
    Endpoint, Handlers,
    schema::{HandlerSchemas, PayloadSchema, ServerMessageSchema, TypeSchema},
};

impl Contract {
    pub(crate) fn new<S>(declaration: &Declaration, handlers: &Handlers<S>) -> Self {
        let mut assembly = Assembly { schemas: SchemaSet::new(), opaque_types: Vec::new() };
        let handler_schemas = |key: &str| {
            let route = handlers.routes.iter().find(|(known, _)| known == key);
            route.map(|(_, endpoint)| endpoint.schemas()).unwrap_or_default()
        };
        let connect = handler_schemas("$connect").message;
        let authorizer = handlers.authorizer.as_ref().map(Endpoint::schemas).unwrap_or_default().message;
        let mut handshake = Handshake::new(
            declaration,
            [connect, authorizer],
            &mut assembly.schemas,
            &mut assembly.opaque_types,
        );
        let is_message =
            |route: &&Route| !matches!(route.kind(), RouteKeyKind::Connect | RouteKeyKind::Disconnect);
        let mut client_messages: Vec<ClientMessage> = declaration
            .routes
            .iter()
            .filter(is_message)
            .map(|route| assembly.client_message(declaration, route, handler_schemas(&route.key)))
            .collect();
        let server_messages: Vec<_> = handlers
            .contract
            .server_messages
            .iter()
            .map(|message| assembly.server_message(message))
            .collect();
        let Assembly { schemas, opaque_types } = assembly;
        let (schemas, names) = schemas.finish();
        for query in &mut handshake.query {
            names.rename_references(SchemaNames::received, query);
        }
        for message in &mut client_messages {
            if let Some(schema) = message.reply.as_mut().and_then(MessageBody::json_schema_mut) {
                names.rename_references(SchemaNames::sent, schema);
            }
            if let Some(schema) = message.message.as_mut().and_then(MessageBody::json_schema_mut) {
                names.rename_references(SchemaNames::received, schema);
                if let Some(selector) = &message.selector {
                    *schema = selector.narrow(schema, &schemas);
                }
            }
        }
        let server_messages = server_messages.into_iter().flat_map(|(name, payload)| {
            let schema = match payload {
                Some(PayloadSchema::Json(mut schema)) => {
                    names.rename_references(SchemaNames::sent, &mut schema);
                    schema
                }
                _ => Value::from(true),
            };
            variants(name, schema, &schemas)
        });
        let server_messages: Vec<ServerMessageVariant> = server_messages.collect();
        let version = handlers.contract.version;
        Contract { version, handshake, client_messages, server_messages, schemas, opaque_types }
    }
}

struct Assembly {
    schemas: SchemaSet,
    opaque_types: Vec<OpaqueType>,
}

impl Assembly {
    fn client_message(
        &mut self,
        declaration: &Declaration,
        route: &Route,
        schemas: HandlerSchemas,
    ) -> ClientMessage {
        let (message, _) = self.body("message", route, schemas.message, Direction::Received);
        let reply = schemas.reply.filter(|_| route.return_response);
        let (reply, may_be_missing) = self.body("reply", route, reply, Direction::Sent);
        ClientMessage {
            route_key: route.key.to_string(),
            selector: Selector::from_route(declaration, route),
            message,
            is_answered: !may_be_missing && reply.as_ref().is_some_and(|body| body.json_schema().is_some()),
            reply,
        }
    }

    /// Returns the body of a route's message or reply, and `true` if it may be missing.
    fn body(
        &mut self,
        part: &str,
        route: &Route,
        schema: Option<TypeSchema>,
        direction: Direction,
    ) -> (Option<MessageBody>, bool) {
        let Some(schema) = schema else { return (None, false) };
        match self.schemas.describe(schema, direction) {
            Ok(description) => (description.payload.map(MessageBody::Described), description.may_be_missing),
            Err(type_name) => {
                let subject = format!("the {part} of `{}`", route.key);
                self.opaque_types.push(OpaqueType { subject, type_name });
                (Some(MessageBody::Opaque), true)
            }
        }
    }

    fn server_message(
        &mut self,
        message: &ServerMessageSchema,
    ) -> (Option<&'static str>, Option<PayloadSchema>) {
        match self.schemas.describe(message.schema, Direction::Sent) {
            Ok(description) => (message.name, description.payload),
            Err(type_name) => {
                let subject = match message.name {
                    Some(name) => format!("the message `{name}`"),
                    None => "what `server_messages` names".to_owned(),
                };
                self.opaque_types.push(OpaqueType { subject, type_name });
                (message.name, None)
            }
        }
    }
}
