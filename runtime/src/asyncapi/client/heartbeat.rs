use serde_json::{Value, json};
use websocket_api_model::{
    declaration::{Declaration, RouteKeyKind},
    selection::SelectionExpression,
};

use super::super::Contract;

/// What keeps a connection from being idle for ten minutes, which API Gateway ends it for (browsers cannot send pings).
#[derive(Debug)]
pub(super) enum Heartbeat<'a> {
    /// The message of a route that is there for it.
    Route(&'a str),
    /// A message that selects no route: API Gateway answers it, and no function runs.
    Message(Value),
}

/// What routes for it are called.
const ROUTES: [&str; 4] = ["ping", "heartbeat", "keepAlive", "keepalive"];

/// Why there is none.
pub(super) const NONE: &str = "no heartbeat: whatever is sent selects a route, and `$default` is not meant for it; with a route `ping` the client \
    keeps its connection open";

impl<'a> Heartbeat<'a> {
    pub(super) fn of(declaration: &Declaration, contract: &'a Contract) -> Option<Self> {
        let requests = &contract.requests;
        let routes = requests
            .iter()
            .filter(|request| ROUTES.contains(&&*request.route_key) && !request.needs_members(contract));
        // An answer is a sign of life.
        if let Some(request) = routes.clone().find(|request| request.is_answered).or(routes.clone().next()) {
            return Some(Heartbeat::Route(&request.route_key));
        }
        if declaration.routes.iter().any(|route| route.kind() == RouteKeyKind::Default) {
            return None;
        }
        let free = ROUTES.iter().find(|key| requests.iter().all(|request| request.route_key != **key))?;
        let expression = SelectionExpression::parse(&declaration.route_selection_expression).ok()?;
        expression.example(free).map(Heartbeat::Message)
    }

    /// What is said.
    pub(super) fn message(&self, contract: &Contract) -> Option<Value> {
        match self {
            Heartbeat::Message(message) => Some(message.clone()),
            Heartbeat::Route(key) => {
                let request = contract.requests.iter().find(|request| request.route_key == *key)?;
                request.selector.as_ref().map(|selector| selector.example.clone())
            }
        }
    }

    /// Which route's reply it has, if any.
    pub(super) fn reply(&self, contract: &Contract) -> Option<usize> {
        let Heartbeat::Route(key) = self else { return None };
        contract.requests.iter().position(|request| request.route_key == *key && request.reply.is_some())
    }

    pub(super) fn to_json(&self) -> Value {
        match self {
            Heartbeat::Route(key) => json!({ "route": key }),
            Heartbeat::Message(message) => json!({ "message": message }),
        }
    }
}
