use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        name "chat",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
