use websocket_api::websocket_api;

websocket_api! {
    Chat { state: Store, routes: { $default: handler } }
}

#[derive(Clone)]
struct Store;

async fn handler() {}

fn main() {
    drop(Chat::api().run());
}
