use websocket_api::{extract::Subprotocols, websocket_api};

websocket_api! {
    Chat { routes: { $disconnect: handler } }
}

async fn handler(_: Subprotocols) {}

fn main() {
    Chat::api();
}
