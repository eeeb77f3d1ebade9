use websocket_api::{extract::Text as T, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler(_: T, _: T, _: T, _: T, _: T, _: T, _: T, _: T, _: T) {}

fn main() {
    Chat::api();
}
