use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, memory_size: "16 GB" } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
