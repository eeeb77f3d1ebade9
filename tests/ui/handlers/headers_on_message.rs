use websocket_api::{extract::Headers, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler(_: Headers) {}

fn main() {
    Chat::api();
}
