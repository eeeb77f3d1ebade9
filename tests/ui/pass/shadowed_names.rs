//! Names of the prelude and of this crate may mean something else where a declaration stands.
#![allow(dead_code)]

struct Option;
struct Some;
struct Declaration;
mod std {}
mod core {}

const DECLARATION: u32 = 5;

async fn handler() {}

websocket_api::websocket_api! {
    /// Attributes go to the type.
    #[derive(PartialEq)]
    Chat { routes: { $default: { function: { handler: handler, timeout: DECLARATION, memory_size: 128 } } } }
}

fn main() {
    assert!(Chat == Chat);
    Chat::api();
}
