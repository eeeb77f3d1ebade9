use websocket_api::websocket_api;

websocket_api! {
    Chat { state: Store, routes: { $default: handler } }
}

struct Store(std::cell::Cell<u8>);

async fn handler() {}

fn main() {
    Chat::api();
}
