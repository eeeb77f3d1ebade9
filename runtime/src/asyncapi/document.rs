use std::{collections::BTreeSet, fmt};

use serde_json::{Map, Value, json};
use websocket_api_model::{
    declaration::{Authorizer, CustomDomain, Declaration},
    limits,
};

use super::{
    Contract,
    client_contract::{ClientMessage, MessageBody},
    handshake::string_members,
    selector::Selector,
};
use crate::{
    gateway_text::{FORBIDDEN, INTERNAL, INVALID_BODY, THROTTLED, TIMED_OUT},
    handler::schema::PayloadSchema,
};

/// An API as an [AsyncAPI 3.0](https://www.asyncapi.com/docs/reference/specification/v3.0.0) document.
///
/// It is written from the API's view, as AsyncAPI has it: the API receives what clients send.
#[derive(Clone, Debug)]
pub struct AsyncApi {
    pub(super) document: Value,
    opaque_types: Vec<String>,
}

/// The message that API Gateway itself sends: "Forbidden" where no route is selected, "Internal server error" where a function
/// fails.
const ERROR: &str = "gatewayError";

impl AsyncApi {
    pub(crate) fn new(declaration: &Declaration, contract: &Contract) -> Self {
        let mut names = DocumentNames::default();
        names.add(ERROR);
        let channel = &*declaration.type_name;
        let mut messages = Map::new();
        let mut operations = Map::new();
        for client_message in &contract.client_messages {
            let name = &names.add(&client_message.route_key);
            messages.insert(name.clone(), message(client_message, contract));
            let mut operation = json!({
                "action": "receive",
                "channel": reference(&["channels", channel]),
                "summary": format!("The route `{}`.", client_message.route_key),
                "messages": [reference(&["channels", channel, "messages", name])],
            });
            if let Some(reply) = &client_message.reply {
                let name = names.add(&format!("{name}Reply"));
                operation["reply"] = json!({
                    "channel": reference(&["channels", channel]),
                    "messages": [reference(&["channels", channel, "messages", &name])],
                });
                messages.insert(name, reply_message(client_message, reply));
            }
            operations.insert(name.clone(), operation);
        }
        let mut send = |name: String, message: Value| {
            let operation = json!({
                "action": "send",
                "channel": reference(&["channels", channel]),
                "messages": [reference(&["channels", channel, "messages", &name])],
            });
            messages.insert(name.clone(), message);
            operations.insert(name, operation);
        };
        for variant in &contract.server_messages {
            let message = json!({ "name": variant.name, "payload": variant.schema });
            send(names.add(&variant.name), message);
        }
        send(ERROR.to_owned(), error());
        let channel_messages: Map<String, Value> = messages
            .keys()
            .map(|name| (name.clone(), reference(&["components", "messages", name])))
            .collect();
        let mut document = json!({
            "asyncapi": "3.0.0",
            "info": info(declaration, contract),
            "defaultContentType": "application/json",
            "servers": servers(declaration),
            "channels": {
                channel: {
                    "address": "/",
                    "messages": channel_messages,
                    "bindings": { "ws": binding(contract) },
                },
            },
            "operations": operations,
            "components": { "messages": messages, "schemas": contract.schemas },
        });
        if let Some(scheme) = security(declaration, contract) {
            document["components"]["securitySchemes"] = json!({ "authorizer": scheme });
        }
        let opaque_types = contract.opaque_types.iter().map(ToString::to_string).collect();
        AsyncApi { document, opaque_types }
    }

    /// Returns the parts that the document does not describe: a sentence for each type of a handler without a schema.
    pub fn undescribed(&self) -> impl Iterator<Item = &str> {
        self.opaque_types.iter().map(String::as_str)
    }

    /// JSON with a final newline.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.document)
    }

    /// YAML with the same content, with a final newline.
    pub fn to_yaml(&self) -> String {
        websocket_api_model::yaml(&self.document)
    }
}

impl fmt::Display for AsyncApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

/// The names of messages and operations: route keys and names of messages, in the characters that AsyncAPI allows.
#[derive(Default)]
struct DocumentNames(BTreeSet<String>);

impl DocumentNames {
    /// Returns a name for this text that nothing else has.
    fn add(&mut self, text: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
        let mut name: String = text.trim_start_matches('$').chars().map(plain).collect();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}

fn reference(path: &[&str]) -> Value {
    json!({ "$ref": format!("#/{}", path.join("/")) })
}

fn info(declaration: &Declaration, contract: &Contract) -> Value {
    let title =
        declaration.name.as_ref().and_then(|name| name.as_literal()).unwrap_or(&declaration.type_name);
    let mut info = json!({ "title": title, "version": contract.version.unwrap_or("0.0.0") });
    let description = declaration.description.as_ref().and_then(|text| text.as_literal());
    if let Some(description) = description.or(declaration.documentation.as_deref()) {
        info["description"] = description.into();
    }
    info
}

/// The servers of the API, as far as their addresses are known before deployment.
fn servers(declaration: &Declaration) -> Value {
    let secured = !matches!(declaration.authorizer, Authorizer::None);
    let server = |mut server: Value| {
        server["protocol"] = "wss".into();
        if secured {
            server["security"] = json!([reference(&["components", "securitySchemes", "authorizer"])]);
        }
        server
    };
    let stage = declaration.stage.name.as_deref();
    let mut servers = json!({});
    if declaration.overrides.disables_default_endpoint() != Some(true) {
        servers["apiGateway"] = server(json!({
            "host": "{apiId}.execute-api.{region}.amazonaws.com",
            "pathname": "/{stage}",
            "variables": {
                "apiId": { "description": "The API's id: what the template's output `Url` begins with." },
                "region": { "description": "The Region that the API is deployed to." },
                "stage": { "default": stage.unwrap_or(limits::default::STAGE_NAME) },
            },
        }));
    }
    let name = declaration.custom_domain.as_ref().and_then(CustomDomain::name);
    if let Some(name) = name.as_ref().and_then(|name| name.as_literal()) {
        let path = declaration.custom_domain.as_ref().and_then(CustomDomain::path);
        let pathname = path.map_or("/".to_owned(), |path| format!("/{path}/"));
        servers["customDomain"] = server(json!({ "host": name, "pathname": pathname }));
    }
    servers
}

/// The handshake.
fn binding(contract: &Contract) -> Value {
    let handshake = &contract.handshake;
    let mut binding = json!({ "method": "GET", "bindingVersion": "0.1.0" });
    if let Some(query) = handshake.full_query() {
        binding["query"] = query;
    }
    if !handshake.headers.is_empty() {
        binding["headers"] = string_members(&handshake.headers);
    }
    binding
}

/// The credentials that clients send. Of an authorizer with several identity sources, the first; the channel's binding has all.
fn security(declaration: &Declaration, contract: &Contract) -> Option<Value> {
    let handshake = &contract.handshake;
    match &declaration.authorizer {
        Authorizer::None => None,
        Authorizer::Iam => Some(json!({
            "type": "httpApiKey",
            "name": "Authorization",
            "in": "header",
            "description": "AWS Signature Version 4 of the handshake, for `execute-api:Invoke`.",
            "x-amazon-apigateway-authtype": "awsSigv4",
        })),
        Authorizer::Lambda(_) | Authorizer::Existing(_) => {
            let (name, place) = match (handshake.headers.first(), handshake.tokens.first()) {
                (Some(name), _) => (&**name, "header"),
                (None, Some(name)) => (&**name, "query"),
                (None, None) => ("Authorization", "header"),
            };
            Some(json!({
                "type": "httpApiKey",
                "name": name,
                "in": place,
                "description": "A Lambda authorizer decides on the handshake.",
            }))
        }
    }
}

fn message(message: &ClientMessage, contract: &Contract) -> Value {
    let selector = message.selector.as_ref().map(Selector::schema);
    let payload = match (&message.message, selector) {
        (Some(MessageBody::Described(PayloadSchema::Json(schema))), Some(selector)) => {
            json!({ "allOf": [selector, schema] })
        }
        // A message that selects a route is JSON, whatever the handler reads.
        (_, Some(selector)) => selector,
        (Some(MessageBody::Described(payload)), None) => return named_payload(message, payload),
        (Some(MessageBody::Opaque) | None, None) => json!({}),
    };
    let mut document = json!({ "name": message.route_key, "payload": payload });
    let selector = message.selector.as_ref().map(|selector| selector.example.clone());
    if let Some(example) = message.example(&contract.schemas).or(selector) {
        document["examples"] = json!([{ "payload": example }]);
    }
    document
}

fn named_payload(message: &ClientMessage, payload: &PayloadSchema) -> Value {
    let mut document = payload_message(payload);
    document["name"] = message.route_key.clone().into();
    document
}

fn reply_message(message: &ClientMessage, reply: &MessageBody) -> Value {
    let mut document = match reply {
        MessageBody::Described(payload) => payload_message(payload),
        MessageBody::Opaque => json!({ "payload": {} }),
    };
    document["summary"] = format!("The answer to `{}`.", message.route_key).into();
    document
}

fn payload_message(payload: &PayloadSchema) -> Value {
    match payload {
        PayloadSchema::Json(schema) => json!({ "payload": schema }),
        PayloadSchema::Text => json!({ "contentType": "text/plain", "payload": { "type": "string" } }),
        PayloadSchema::Binary => {
            json!({ "contentType": "application/octet-stream", "payload": { "type": "string" } })
        }
    }
}

fn error() -> Value {
    let examples = [FORBIDDEN, INVALID_BODY, INTERNAL, TIMED_OUT, THROTTLED];
    json!({
        "summary": "What API Gateway itself says: no route was selected, the message is not what the route takes, its function failed or took too long, or there were too many.",
        "payload": {
            "type": "object",
            "properties": {
                "message": { "type": "string", "examples": examples },
                "connectionId": { "type": "string" },
                "requestId": { "type": "string" },
            },
            "required": ["message", "connectionId", "requestId"],
        },
    })
}
