//! The changes of an API that break deployed clients.

mod differences;
mod schema;

use std::fmt;

use serde_json::{Value, json};

use self::{
    differences::{Flow, differences},
    schema::{Schema, follow},
};
use super::{AsyncApi, Error};

/// A property of an older API that its clients depend on and the newer API lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakingChange {
    place: String,
    change: String,
}

impl fmt::Display for BreakingChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.change)
    }
}

impl AsyncApi {
    /// Returns the changes that break clients of an older API, whose document this is.
    ///
    /// # Errors
    /// [`Error::NotAsyncApi`] if it is not an AsyncAPI 3 document in JSON.
    pub(crate) fn changes_since(&self, older: &str) -> Result<Vec<BreakingChange>, Error> {
        let older: Value =
            serde_json::from_str(older).map_err(|error| Error::NotAsyncApi(error.to_string()))?;
        if !older["asyncapi"].as_str().is_some_and(|version| version.starts_with("3.")) {
            return Err(Error::NotAsyncApi("it has no `asyncapi: 3.…`".to_owned()));
        }
        let mut comparison = Comparison { older: &older, newer: &self.document, changes: Vec::new() };
        comparison.compare();
        Ok(comparison.changes)
    }
}

struct Comparison<'a> {
    older: &'a Value,
    newer: &'a Value,
    changes: Vec<BreakingChange>,
}

impl Comparison<'_> {
    fn compare(&mut self) {
        let (older, newer) = (self.older, self.newer);
        for (name, was) in object(&older["operations"]) {
            let receives = was["action"] == "receive";
            let place = format!("`{}`", name_of(name, was, older));
            // The name of an operation depends on the other operations, so it only distinguishes those with equal messages.
            let same = |(key, is): &(&String, &Value)| {
                is["action"] == was["action"] && name_of(key, is, newer) == name_of(name, was, older)
            };
            let alike: Vec<_> = object(&newer["operations"]).filter(same).collect();
            let is = alike.iter().find(|(key, _)| *key == name).or(alike.first());
            let Some((_, is)) = is else {
                self.add_change(
                    &place,
                    if receives { "the route is removed" } else { "the message is removed" },
                );
                continue;
            };
            let flow = if receives { Flow::ToApi } else { Flow::ToClients };
            self.compare_payload(flow, &place, message_of(was, older), message_of(is, newer));
            if was["reply"].is_object() {
                let place = format!("{place}, reply");
                match message_of(&is["reply"], newer) {
                    None => self.add_change(&place, "the reply is removed"),
                    is => self.compare_payload(Flow::ToClients, &place, message_of(&was["reply"], older), is),
                }
            }
        }
        self.compare_handshakes();
    }

    fn compare_payload(&mut self, flow: Flow, place: &str, was: Option<&Value>, is: Option<&Value>) {
        let (Some(was), Some(is)) = (was, is) else { return };
        let kind = |message: &Value| message["contentType"].as_str().unwrap_or("application/json").to_owned();
        if kind(was) != kind(is) {
            return self
                .add_change(place, &format!("content type changed from `{}` to `{}`", kind(was), kind(is)));
        }
        let was = Schema::new(&was["payload"], self.older);
        let is = Schema::new(&is["payload"], self.newer);
        let changes = match flow {
            Flow::ToApi => differences(flow, was, is),
            Flow::ToClients => differences(flow, is, was),
        };
        for (path, change) in changes {
            let place = if path.is_empty() { place.to_owned() } else { format!("{place}, `{path}`") };
            self.add_change(&place, &change);
        }
    }

    fn compare_handshakes(&mut self) {
        let (older, newer) = (self.older, self.newer);
        for part in ["query", "headers"] {
            let schema = |document| {
                let schema = &channel(document)?["bindings"]["ws"][part];
                (!schema.is_null()).then(|| Schema::new(schema, document))
            };
            // A missing schema allows every value.
            let Some(is) = schema(newer) else { continue };
            let anything = json!({ "type": "object" });
            let was = schema(older).unwrap_or_else(|| Schema::new(&anything, older));
            for (path, change) in differences(Flow::ToApi, was, is) {
                self.add_change(&format!("the handshake's {part}, `{path}`"), &change);
            }
        }
        let secured =
            |document: &Value| object(&document["servers"]).any(|(_, server)| !server["security"].is_null());
        let signed = |document: &Value| {
            document["components"]["securitySchemes"]["authorizer"]["x-amazon-apigateway-authtype"]
                .is_string()
        };
        match (secured(older), secured(newer)) {
            (false, true) => self.add_change("the handshake", "authorization is now required"),
            (true, true) if signed(newer) && !signed(older) => {
                self.add_change("the handshake", "a SigV4 signature is now required");
            }
            (true, true) if signed(older) && !signed(newer) => {
                self.add_change(
                    "the handshake",
                    "authorization changed from a SigV4 signature to an authorizer",
                );
            }
            _ => {}
        }
        for (name, was) in object(&older["servers"]) {
            let is = &newer["servers"][name];
            for what in ["host", "pathname"] {
                if was[what] != is[what] {
                    let is =
                        is[what].as_str().map_or("is removed".to_owned(), |is| format!("changed to `{is}`"));
                    self.add_change(
                        &format!("the server's {what} `{}`", was[what].as_str().unwrap_or_default()),
                        &is,
                    );
                }
            }
            let stage = |server: &Value| server["variables"]["stage"]["default"].as_str().map(str::to_owned);
            if let (Some(was), Some(is)) = (stage(was), stage(is))
                && was != is
            {
                self.add_change(&format!("the stage `{was}`"), &format!("changed to `{is}` in every URL"));
            }
        }
    }

    fn add_change(&mut self, place: &str, change: &str) {
        self.changes.push(BreakingChange { place: place.to_owned(), change: change.to_owned() });
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn channel(document: &Value) -> Option<&Value> {
    object(&document["channels"]).map(|(_, channel)| channel).next()
}

/// Returns the route key or the name of a server message, or else the name of the operation.
fn name_of<'a>(key: &'a str, operation: &'a Value, document: &'a Value) -> &'a str {
    message_of(operation, document).and_then(|message| message["name"].as_str()).unwrap_or(key)
}

/// Returns the message of an operation or of a reply.
fn message_of<'a>(operation: &'a Value, document: &'a Value) -> Option<&'a Value> {
    let message = operation["messages"].get(0)?;
    Some(follow(message, document))
}
