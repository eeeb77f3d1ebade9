use websocket_api::{extract::{ConnectionId, Headers}, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler(_: ConnectionId, _: Headers) {}

fn main() {
    Chat::api();
}
