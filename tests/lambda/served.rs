//! A Lambda as users write it, for `tests/lambda.rs`.

use std::io::{self, Write as _};

use serde::Deserialize;
use websocket_api::{
    ApiDefinition, Stack,
    connections::Connections,
    extract::{ConnectionId, Json, Query, State, Text},
    response::{Allow, Authorization, Deny, Reject, Unauthorized},
    websocket_api,
};

#[derive(Clone, Debug)]
struct Greeting(&'static str);

websocket_api! {
    Chat {
        state: Greeting,
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            $default: fallback,
            sendMessage: { function: send, return_response: true },
            fails: fails,
            failsInABox: fails_in_a_box,
            failsAtLength: fails_at_length,
            panics: panics,
            mark: mark,
            panicsAtLength: panics_at_length,
            panicsInDrop: panics_in_drop,
            post: post,
        },
        authorizer: { type: lambda, function: authorize },
    }
}

websocket_api! {
    Board { routes: { $default: { function: board, return_response: true } } }
}

#[derive(Deserialize)]
struct Seat {
    room: Option<String>,
}

async fn connect(Query(seat): Query<Seat>) -> Result<(), Reject> {
    match seat.room.as_deref() {
        Some("full") => Err(Reject::status(403).body("the room is full")),
        _ => Ok(()),
    }
}

async fn disconnect(id: ConnectionId) {
    tracing::info!("{id} went");
}

async fn fallback() {}

#[derive(Deserialize)]
struct Said {
    text: String,
}

async fn send(State(Greeting(greeting)): State<Greeting>, Json(said): Json<Said>) -> String {
    tracing::info!("saying it");
    format!("{greeting}, {}", said.text)
}

async fn fails() -> Result<(), io::Error> {
    Err(io::Error::other("the disk is full"))
}

async fn fails_in_a_box(Text(text): Text) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    if text.contains("text") {
        Err("no table")?;
    }
    Ok(fails().await?)
}

async fn panics() {
    panic!("no more paper");
}

/// Returns 6 MB of characters that a log escapes.
fn length() -> String {
    "\u{1}\"\n👋".repeat(6 * 1024 * 1024 / 7)
}

async fn fails_at_length() -> Result<(), String> {
    Err(length())
}

/// Writes a line to each output, after all earlier output.
async fn mark(Text(text): Text) {
    writeln!(io::stdout(), "output {text}.").expect("standard output");
    writeln!(io::stderr(), "error {text}.").expect("standard error");
}

async fn panics_at_length() {
    panic!("{}", length());
}

/// A panic payload whose drop panics too.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

async fn panics_in_drop() {
    std::panic::panic_any(Bomb);
}

async fn post(id: ConnectionId, connections: Connections) -> Result<(), websocket_api::connections::Error> {
    connections.send(&id, "hello").await
}

async fn authorize(Query(seat): Query<Seat>) -> Result<Authorization, io::Error> {
    match seat.room.as_deref() {
        Some("unknown") => Ok(Unauthorized.into()),
        Some("broken") => Err(io::Error::other("the directory does not answer")),
        Some(room) => Ok(Allow::new(room).into()),
        None => Ok(Deny.into()),
    }
}

async fn board() -> &'static str {
    "board"
}

fn lose_key() -> ! {
    panic!("no key {}", "in the vault");
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    if std::env::var_os("OWN_HOOK").is_some() {
        std::panic::set_hook(Box::new(|_| _ = writeln!(io::stderr(), "a hook of our own")));
    }
    let chat = Chat::api().with_state_from(|| async {
        match std::env::var("WITHOUT_STATE") {
            Ok(reason) if reason == "panic" => lose_key(),
            Ok(reason) => Err(reason),
            Err(_) => Ok(Greeting("hello")),
        }
    });
    match std::env::var_os("ALONE") {
        Some(_) => chat.run().await,
        None => Stack::new((chat, <Board as ApiDefinition>::api()))?.run().await,
    }
}
