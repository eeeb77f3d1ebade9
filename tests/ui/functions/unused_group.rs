#![deny(warnings)]
use websocket_api::websocket_api;

websocket_api! {
    Chat {
        groups: { g: {} },
        routes: { a: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
