//! What the players of a game speak with: `Signals` brings two of them together, `Clock` tells them the time. Two APIs in one
//! program and one stack, at `wss://game.example.com/signals/` and `wss://game.example.com/clock/`.

mod clock;
mod signals;

use clock::Clock;
use signals::Signals;
use websocket_api::Stack;

#[tokio::main]
async fn main() -> websocket_api::Result {
    Stack::new((Signals::api(), Clock::api()))?.run().await
}
