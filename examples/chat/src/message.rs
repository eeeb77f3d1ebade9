//! Client messages, replies and server messages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The query string of the handshake.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Seat {
    pub name: String,
    #[serde(default = "lobby")]
    pub room: String,
}

fn lobby() -> String {
    "lobby".to_owned()
}

/// `{ "action": "sendMessage", "text": "…" }`
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SendMessage {
    pub text: String,
}

/// The server messages.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Event<'a> {
    Joined { name: &'a str },
    Left { name: &'a str },
    Message { from: &'a str, text: &'a str },
    Problem { message: &'a str },
}

/// The reply to `{ "action": "whoIsHere" }`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Present {
    pub room: String,
    pub names: Vec<String>,
}
