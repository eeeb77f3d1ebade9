//! A Lambda as people write it, for `tests/lambda.rs`.

use serde::Deserialize;
use websocket_api::{
    Api, Stack,
    connections::Connections,
    extract::{ConnectionId, Json, Query, State},
    reply::{Allow, Deny, Reject},
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
            panics: panics,
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

async fn fails() -> Result<(), std::io::Error> {
    Err(std::io::Error::other("the disk is full"))
}

async fn panics() {
    panic!("no more paper");
}

async fn post(id: ConnectionId, connections: Connections) -> Result<(), websocket_api::connections::Error> {
    connections.post(&id, "hello").await
}

async fn authorize(Query(seat): Query<Seat>) -> Result<Allow, Deny> {
    seat.room.map(Allow::principal).ok_or(Deny)
}

async fn board() -> &'static str {
    "board"
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    let chat = Chat::app().with_state_from(|| async {
        match std::env::var("WITHOUT_STATE") {
            Ok(reason) => Err(reason),
            Err(_) => Ok(Greeting("hello")),
        }
    });
    match std::env::var_os("ALONE") {
        Some(_) => chat.run().await,
        None => Stack::of((chat, <Board as Api>::app()))?.run().await,
    }
}
