use websocket_api::websocket_api;

const MEMORY: &str = "1 GB";

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, memory_size: MEMORY } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
