#![doc = include_str!("../../doc/asyncapi.md")]
//!
//! [`WebSocketApi::asyncapi`]: crate::WebSocketApi::asyncapi
//! [`WebSocketApi::client`]: crate::WebSocketApi::client
//! [`JsonSchema`]: schemars::JsonSchema

mod breaking;
pub mod client;
mod describe;
mod document;
mod example;
mod handshake;
mod merged;
mod message;
mod messages;
mod model;
mod schemas;
mod server_message;

use serde_json::{Map, Value};
use websocket_api_model::declaration::RouteKeyKind;

pub use breaking::BreakingChange;
pub(crate) use describe::{Account, Accounts, Aside};
pub use describe::{Describe, Describer};
#[doc(hidden)]
pub use describe::{DescribedServerMessage, ServerMessageType, UnknownServerMessage};
pub use document::AsyncApi;
pub use messages::ClientMessages;
#[doc(hidden)]
pub use messages::Protocol;
pub(crate) use model::with_models;
pub use websocket_api_macros::ClientMessages;

use self::{
    describe::Payload,
    handshake::Handshake,
    merged::merged,
    message::Selector,
    schemas::{Direction, Names, Schemas, needs_members},
    server_message::ServerMessageSchema,
};
use crate::{WebSocketApi, handler::Endpoint};

/// What an API is to its clients.
#[derive(Debug)]
pub(crate) struct Contract {
    /// The version of the package that declares the API.
    version: Option<&'static str>,
    handshake: Handshake,
    requests: Vec<Request>,
    server_messages: Vec<ServerMessageSchema>,
    /// The schemas that others refer to, by name.
    schemas: Map<String, Value>,
    /// What says nothing of itself.
    undescribed: Vec<Undescribed>,
}

/// A message that clients may send.
#[derive(Debug)]
struct Request {
    route_key: String,
    /// What it must hold for this route to be selected; `None` for `$default`.
    selector: Option<Selector>,
    /// What the handler reads; `None` if nothing.
    message: Option<Said>,
    /// What goes back; `None` if nothing does.
    reply: Option<Said>,
    /// A reply, or an error of API Gateway's, comes back for every message: an `Option` may be `None`, a text empty.
    is_answered: bool,
}

/// What one side says to the other.
#[derive(Debug)]
enum Said {
    Payload(Payload),
    /// Its type does not tell.
    Unknown,
}

impl Request {
    /// A message of the route; `None` if it is not JSON, or not known.
    fn example(&self, schemas: &Map<String, Value>) -> Option<Value> {
        let body = example::example(&self.body(schemas)?, schemas);
        Some(match &self.selector {
            Some(selector) => {
                // First, and right whatever the handler reads.
                let first = merged(selector.example.clone(), body);
                merged(first, selector.example.clone())
            }
            None => body,
        })
    }

    /// The schema of the message without what selects the route; `None` if it is not JSON, or not known.
    fn body(&self, schemas: &Map<String, Value>) -> Option<Value> {
        let Some(Said::Payload(Payload::Json(schema))) = &self.message else { return None };
        Some(match &self.selector {
            Some(selector) => selector.without(schema, schemas),
            None => schema.clone(),
        })
    }

    /// Whether the message has members that must be there, besides those that select the route.
    fn needs_members(&self, contract: &Contract) -> bool {
        self.body(&contract.schemas).is_some_and(|body| needs_members(&body, &contract.schemas))
    }
}

/// Types of a handler that do not implement [`Describe`].
#[derive(Debug)]
pub(crate) struct Undescribed {
    /// "the message of `sendMessage`"
    pub(crate) what: String,
    /// As rustc names them.
    pub(crate) types: &'static str,
}

impl Contract {
    pub(crate) fn of<S>(api: &WebSocketApi<S>) -> Self {
        let (declaration, handlers) = (api.declaration(), api.handlers());
        let mut schemas = Schemas::new();
        let mut undescribed = Vec::new();
        let endpoint =
            |key: &str| handlers.routes.iter().find(|(known, _)| known == key).map(|(_, endpoint)| endpoint);
        let connect = endpoint("$connect").and_then(Endpoint::accounts);
        let authorizer = handlers.authorizer.as_ref().and_then(Endpoint::accounts);
        let mut handshake = Handshake::of(declaration, [connect, authorizer], &mut schemas, &mut undescribed);
        let mut requests = Vec::new();
        for route in declaration.routes.iter() {
            if matches!(route.kind(), RouteKeyKind::Connect | RouteKeyKind::Disconnect) {
                continue;
            }
            let key = &*route.key;
            let accounts = endpoint(key).and_then(Endpoint::accounts);
            let mut tell = |what: &str, account, direction| match account {
                None => (None, false),
                Some(account) => match schemas.tell(account, direction) {
                    Ok(told) => (told.payload.map(Said::Payload), told.may_be_missing),
                    Err(types) => {
                        undescribed.push(Undescribed { what: format!("the {what} of `{key}`"), types });
                        (Some(Said::Unknown), true)
                    }
                },
            };
            let (message, _) =
                tell("message", accounts.map(|accounts| accounts.message), Direction::Received);
            let reply = accounts.map(|accounts| accounts.reply).filter(|_| route.return_response);
            let (reply, may_be_missing) = tell("reply", reply, Direction::Sent);
            requests.push(Request {
                route_key: key.to_owned(),
                selector: Selector::of(declaration, route),
                message,
                is_answered: !may_be_missing && matches!(reply, Some(Said::Payload(Payload::Json(_)))),
                reply,
            });
        }
        let mut server_messages = Vec::new();
        for push in &handlers.contract.server_messages {
            match schemas.tell(push.account, Direction::Sent) {
                Ok(told) => server_messages.push((push.name, told.payload)),
                Err(types) => {
                    let what = match push.name {
                        Some(name) => format!("the message `{name}`"),
                        None => "what `server_messages` names".to_owned(),
                    };
                    undescribed.push(Undescribed { what, types });
                    server_messages.push((push.name, None));
                }
            }
        }
        let (schemas, names) = schemas.finish();
        for query in &mut handshake.query {
            names.apply(Names::received, query);
        }
        for request in &mut requests {
            if let Some(Said::Payload(Payload::Json(schema))) = &mut request.reply {
                names.apply(Names::sent, schema);
            }
            if let Some(Said::Payload(Payload::Json(schema))) = &mut request.message {
                names.apply(Names::received, schema);
                if let Some(selector) = &request.selector {
                    *schema = selector.narrow(schema, &schemas);
                }
            }
        }
        let server_messages = server_messages.into_iter().flat_map(|(name, payload)| {
            let schema = match payload {
                Some(Payload::Json(mut schema)) => {
                    names.apply(Names::sent, &mut schema);
                    schema
                }
                _ => Value::from(true),
            };
            server_message::messages(name, schema, &schemas)
        });
        let server_messages = server_messages.collect();
        Contract {
            version: handlers.contract.version,
            handshake,
            requests,
            server_messages,
            schemas,
            undescribed,
        }
    }
}

/// The messages of an API that are described: the route's key, the schema by itself, an example.
#[cfg(feature = "gateway")]
pub(crate) fn samples(api: &WebSocketApi) -> impl Iterator<Item = (String, Value, Value)> {
    let Contract { requests, schemas, .. } = Contract::of(api);
    requests.into_iter().filter_map(move |request| {
        let example = request.example(&schemas)?;
        let Some(Said::Payload(Payload::Json(schema))) = &request.message else { return None };
        Some((request.route_key.clone(), schemas::by_itself(schema, &schemas), example))
    })
}
