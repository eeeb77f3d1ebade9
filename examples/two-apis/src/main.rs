//! The APIs for the players of a game, in one program and one stack. `Signals` connects two players, at
//! `wss://game.example.com/signals/`. `Clock` sends them the time, at `wss://game.example.com/clock/`.

mod clock;
mod signals;

use clock::Clock;
use signals::Signals;
use websocket_api::Stack;

#[tokio::main]
async fn main() -> websocket_api::Result {
    Stack::new((Signals::api(), Clock::api()))?.run().await
}
