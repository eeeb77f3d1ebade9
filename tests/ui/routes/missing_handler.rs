use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { timeout: 3 } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
