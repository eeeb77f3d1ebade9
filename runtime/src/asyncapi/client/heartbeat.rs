use serde_json::{Value, json};
use websocket_api_model::{
    declaration::{Declaration, RouteKeyKind},
    selection::SelectionExpression,
};

use crate::asyncapi::Contract;
use crate::asyncapi::client_contract::ClientMessage;

/// The message that keeps a connection from the idle timeout of API Gateway, 10 minutes. Browsers cannot send pings.
#[derive(Debug)]
pub(super) enum Heartbeat<'a> {
    /// The message of a route with one of the keys for heartbeats.
    Route(&'a str),
    /// A message that selects no route: API Gateway answers it, and no function runs.
    Message(Value),
}

/// The keys of routes that are used for heartbeats.
const ROUTE_KEYS: [&str; 4] = ["ping", "heartbeat", "keepAlive", "keepalive"];

/// The note of a client without a heartbeat.
pub(super) const NO_HEARTBEAT: &str = "no heartbeat: whatever is sent selects a route, and `$default` is not meant for it; with a route `ping` the client \
    keeps its connection open";

impl<'a> Heartbeat<'a> {
    pub(super) fn new(declaration: &Declaration, contract: &'a Contract) -> Option<Self> {
        let messages = &contract.client_messages;
        let routes = messages.iter().filter(|message| {
            ROUTE_KEYS.contains(&&*message.route_key) && !message.requires_members(contract)
        });
        // An answer is a sign of life.
        if let Some(message) = routes.clone().find(|message| message.is_answered).or(routes.clone().next()) {
            return Some(Heartbeat::Route(&message.route_key));
        }
        if declaration.routes.iter().any(|route| route.kind() == RouteKeyKind::Default) {
            return None;
        }
        let unused =
            ROUTE_KEYS.iter().find(|key| messages.iter().all(|message| message.route_key != **key))?;
        let expression = SelectionExpression::parse(&declaration.route_selection_expression).ok()?;
        expression.example(unused).map(Heartbeat::Message)
    }

    /// Returns the message.
    pub(super) fn message(&self, contract: &Contract) -> Option<Value> {
        match self {
            Heartbeat::Message(message) => Some(message.clone()),
            Heartbeat::Route(key) => {
                let mut messages = contract.client_messages.iter();
                let message = messages.find(|message| message.route_key == *key)?;
                message.selector.as_ref().map(|selector| selector.example.clone())
            }
        }
    }

    /// Returns the index of the route whose reply answers the heartbeat.
    pub(super) fn reply(&self, contract: &Contract) -> Option<usize> {
        let Heartbeat::Route(key) = self else { return None };
        let has_reply = |message: &ClientMessage| message.route_key == *key && message.reply.is_some();
        contract.client_messages.iter().position(has_reply)
    }

    pub(super) fn to_json(&self) -> Value {
        match self {
            Heartbeat::Route(key) => json!({ "route": key }),
            Heartbeat::Message(message) => json!({ "message": message }),
        }
    }
}
