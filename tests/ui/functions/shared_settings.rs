use websocket_api::websocket_api;

websocket_api! {
    Chat {
        functions: shared,
        routes: { $default: { function: { handler: handler, timeout: 3 } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
