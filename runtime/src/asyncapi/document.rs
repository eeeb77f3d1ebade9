use std::{collections::BTreeSet, fmt};

use serde_json::{Map, Value, json};
use websocket_api_model::{
    declaration::{Authorizer, CustomDomain, Declaration},
    limits,
};

use super::{Contract, Request, Said, Undescribed, describe::Payload, handshake::strings};
use crate::{
    WebSocketApi,
    gateway_text::{FORBIDDEN, INTERNAL, INVALID_BODY, THROTTLED, TIMED_OUT},
};

/// An API as an [AsyncAPI 3.0](https://www.asyncapi.com/docs/reference/specification/v3.0.0) document.
///
/// It is written from the API's view, as AsyncAPI has it: the API receives what clients send.
#[derive(Clone, Debug)]
pub struct AsyncApi {
    pub(super) document: Value,
    undescribed: Vec<String>,
}

/// The message that API Gateway itself sends: "Forbidden" where no route is selected, "Internal server error" where a function
/// fails.
const ERROR: &str = "gatewayError";

impl<S> WebSocketApi<S> {
    /// What clients must know of the API, as an AsyncAPI document.
    pub fn asyncapi(&self) -> AsyncApi {
        AsyncApi::of(self.declaration(), &Contract::of(self))
    }
}

impl AsyncApi {
    pub(crate) fn of(declaration: &Declaration, contract: &Contract) -> Self {
        let mut names = Names::default();
        names.make(ERROR);
        let channel = &*declaration.type_name;
        let mut messages = Map::new();
        let mut operations = Map::new();
        for request in &contract.requests {
            let name = &names.make(&request.route_key);
            messages.insert(name.clone(), message(request, contract));
            let mut operation = json!({
                "action": "receive",
                "channel": reference(&["channels", channel]),
                "summary": format!("The route `{}`.", request.route_key),
                "messages": [reference(&["channels", channel, "messages", name])],
            });
            if let Some(reply) = &request.reply {
                let name = names.make(&format!("{name}Reply"));
                operation["reply"] = json!({
                    "channel": reference(&["channels", channel]),
                    "messages": [reference(&["channels", channel, "messages", &name])],
                });
                messages.insert(name, reply_message(request, reply));
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
        for push in &contract.server_messages {
            let message = json!({ "name": push.name, "payload": push.schema });
            send(names.make(&push.name), message);
        }
        send(ERROR.to_owned(), error());
        let of_channel: Map<String, Value> = messages
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
                    "messages": of_channel,
                    "bindings": { "ws": binding(contract) },
                },
            },
            "operations": operations,
            "components": { "messages": messages, "schemas": contract.schemas },
        });
        if let Some(scheme) = security(declaration, contract) {
            document["components"]["securitySchemes"] = json!({ "authorizer": scheme });
        }
        let undescribed = contract.undescribed.iter().map(ToString::to_string).collect();
        AsyncApi { document, undescribed }
    }

    /// What the document could not say, because a handler's types do not: one sentence for each, which names the types.
    pub fn undescribed(&self) -> impl Iterator<Item = &str> {
        self.undescribed.iter().map(String::as_str)
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

impl fmt::Display for Undescribed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not described: derive `JsonSchema` for what `Json` and `Query` hold, or implement `Describe`, in {}",
            self.what, self.types
        )
    }
}

/// What messages and operations are called: after route keys and server_messages, as far as AsyncAPI allows their characters.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// The name for this, which nothing else has.
    fn make(&mut self, text: &str) -> String {
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

/// Where the API is, as far as that is known before it is deployed.
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
    if let Some(query) = handshake.whole_query() {
        binding["query"] = query;
    }
    if !handshake.headers.is_empty() {
        binding["headers"] = strings(&handshake.headers);
    }
    binding
}

/// How clients show who they are. Where an authorizer wants several things, the first; the channel's binding has all.
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

fn message(request: &Request, contract: &Contract) -> Value {
    let selector = request.selector.as_ref().map(super::message::Selector::schema);
    let payload = match (&request.message, selector) {
        (Some(Said::Payload(Payload::Json(schema))), Some(selector)) => {
            json!({ "allOf": [selector, schema] })
        }
        // What selects a route is JSON, whatever the handler reads.
        (_, Some(selector)) => selector,
        (Some(Said::Payload(payload)), None) => return described(request, payload),
        (Some(Said::Unknown) | None, None) => json!({}),
    };
    let mut message = json!({ "name": request.route_key, "payload": payload });
    let selector = request.selector.as_ref().map(|selector| selector.example.clone());
    if let Some(example) = request.example(&contract.schemas).or(selector) {
        message["examples"] = json!([{ "payload": example }]);
    }
    message
}

fn described(request: &Request, payload: &Payload) -> Value {
    let mut message = of_payload(payload);
    message["name"] = request.route_key.clone().into();
    message
}

fn reply_message(request: &Request, reply: &Said) -> Value {
    let mut message = match reply {
        Said::Payload(payload) => of_payload(payload),
        Said::Unknown => json!({ "payload": {} }),
    };
    message["summary"] = format!("The answer to `{}`.", request.route_key).into();
    message
}

fn of_payload(payload: &Payload) -> Value {
    match payload {
        Payload::Json(schema) => json!({ "payload": schema }),
        Payload::Text => json!({ "contentType": "text/plain", "payload": { "type": "string" } }),
        Payload::Binary => {
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
