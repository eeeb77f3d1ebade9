use websocket_api::{extract::State, websocket_api};

websocket_api! {
    Chat { state: std::sync::Arc<Store>, routes: { $default: handler } }
}

struct Store;

async fn handler(_: State<std::sync::Arc<Store>>) {}

fn main() {
    Chat::api();
}
