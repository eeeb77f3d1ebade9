use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, timeout: true } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
