//! Client messages, replies and server messages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use websocket_api::asyncapi::ClientMessages;

/// The client messages, such as `{ "action": "openTable", "title": "…" }`. A handler extracts the content of
/// its route's variant.
#[derive(Debug, Deserialize, JsonSchema, ClientMessages)]
#[serde(tag = "action", rename_all = "camelCase")]
#[expect(dead_code, reason = "the routes tell the variants apart")]
pub enum ClientMessage {
    Ping,
    Look,
    Rename(Rename),
    OpenTable(OpenTable),
    CloseTable(At),
    Sit(At),
    Watch(At),
    Stand(At),
    Invite(Invite),
    Decline(At),
    Start(At),
    Place(PlaceMark),
    OfferDraw(At),
    AcceptDraw(At),
    Resign(At),
    Rematch(At),
    Say(Say),
    Whisper(Whisper),
    Applaud(At),
    Scores,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Rename {
    #[schemars(length(min = 1, max = 40))]
    pub name: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct OpenTable {
    #[schemars(length(min = 1, max = 80))]
    pub title: String,
    #[serde(default)]
    pub rules: Rules,
}

/// The rules of a game.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct Rules {
    /// The maximum time for a move, in seconds, if it is limited.
    #[schemars(range(min = 5, max = 600))]
    pub seconds: Option<u16>,
    /// Three in a row lose instead of win.
    #[serde(default)]
    pub inverted: bool,
}

/// A table, by its number.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Serialize)]
pub struct At {
    pub table: u32,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Invite {
    pub table: u32,
    pub player: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct PlaceMark {
    pub table: u32,
    /// The number of the field, from the top left to the bottom right.
    #[schemars(range(max = 8))]
    pub field: u8,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Say {
    /// The number of the only table that receives the text.
    pub table: Option<u32>,
    #[schemars(length(max = 500))]
    pub text: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Whisper {
    pub to: String,
    #[schemars(length(max = 500))]
    pub text: String,
}

/// A player in the lobby.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Player {
    pub name: String,
}

/// A table and its game.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Place {
    pub table: u32,
    pub title: String,
    pub rules: Rules,
    pub seats: [Option<String>; 2],
    pub watching: Vec<String>,
    pub game: Game,
}

/// The progress of a game.
#[derive(Clone, Debug, Default, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Game {
    #[default]
    Waiting,
    Running {
        /// The seat of the player who moves next.
        next: u8,
        draw_offered: bool,
    },
    Won {
        by: String,
    },
    Drawn,
}

/// The state of a game after a move.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Turn {
    pub table: u32,
    /// The seat that has marked each field.
    pub fields: [Option<u8>; 9],
    pub game: Game,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Said {
    pub from: String,
    pub table: Option<u32>,
    pub text: String,
}

/// A request that failed, with the reason.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Notice {
    pub text: String,
}

/// The reply to `look`.
#[derive(Debug, JsonSchema, Serialize)]
pub struct View {
    pub players: Vec<Player>,
    pub tables: Vec<Place>,
}

/// The reply to `openTable`.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Opened {
    pub opened: u32,
}

/// The reply to `scores`.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Scores {
    /// The number of games won, by player.
    pub won: std::collections::BTreeMap<String, u32>,
}
