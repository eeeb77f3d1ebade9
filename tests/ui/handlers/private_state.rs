use websocket_api::websocket_api;

websocket_api! {
    pub Chat { state: Store, routes: { $default: handler } }
}

#[derive(Clone)]
struct Store;

async fn handler() {}

fn main() {
    Chat::api();
}
