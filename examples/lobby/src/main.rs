//! A lobby for games of noughts and crosses, with players, tables, moves and chat.
//!
//! One enum contains all client messages; the compiler checks that its variants match the routes, and API
//! Gateway validates the messages. `server_messages` declares the other direction. The command `cargo run -p
//! lobby -- client --lang typescript` therefore generates a complete client.
//!
//! `cargo run -p lobby -- dev` serves the API locally: a handshake to `ws://127.0.0.1:3001/dev?token=Ada`
//! succeeds. The lobby is in the memory of one process. Deployed functions have separate processes, so they
//! would need a table, as in the example `chat`.

mod hall;
mod handlers;
mod message;

use websocket_api::websocket_api;

use crate::{
    hall::Hall,
    message::{ClientMessage, Notice, Place, Player, Said, Turn},
};

websocket_api! {
    /// A lobby for games.
    pub Lobby {
        state: Hall,
        client_messages: ClientMessage,
        server_messages: {
            playerArrived: Player,
            playerLeft:    Player,
            tableOpened:   Place,
            tableChanged:  Place,
            tableClosed:   Place,
            invited:       Place,
            turn:          Turn,
            said:          Said,
            whispered:     Said,
            notice:        Notice,
        },
        routes: {
            $connect:    handlers::connect,
            $disconnect: handlers::disconnect,

            ping:   handlers::ping,
            look:   { function: handlers::look, return_response: true },
            rename: { function: handlers::rename, validate: true },

            openTable:  { function: handlers::open_table, return_response: true, validate: true },
            closeTable: { function: handlers::close_table, validate: true },
            sit:        { function: handlers::sit, validate: true },
            watch:      { function: handlers::watch, validate: true },
            stand:      { function: handlers::stand, validate: true },
            invite:     { function: handlers::invite, validate: true },
            decline:    { function: handlers::decline, validate: true },

            start:      { function: handlers::start, validate: true },
            place:      { function: handlers::place, validate: true },
            offerDraw:  { function: handlers::offer_draw, validate: true },
            acceptDraw: { function: handlers::accept_draw, validate: true },
            resign:     { function: handlers::resign, validate: true },
            rematch:    { function: handlers::rematch, validate: true },

            say:     { function: handlers::say, validate: true },
            whisper: { function: handlers::whisper, validate: true },
            applaud: { function: handlers::applaud, validate: true },
            scores:  { function: handlers::scores, return_response: true },
        },
        authorizer: {
            type: lambda,
            identity_source: ["route.request.querystring.token"],
            function: handlers::authorize,
        },
        functions: shared,
        allow: [no_default_route],
    }
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    Lobby::api().with_state(Hall::default()).run().await
}
