use websocket_api::{extract::State, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

#[derive(Clone)]
struct Store;

async fn handler(_: State<Store>) {}

fn main() {
    Chat::api();
}
