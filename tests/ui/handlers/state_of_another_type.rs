use websocket_api::{extract::State, websocket_api};

websocket_api! {
    Chat { state: Store, routes: { $default: handler } }
}

#[derive(Clone)]
struct Store;

async fn handler(_: State<String>) {}

fn main() {
    Chat::api();
}
