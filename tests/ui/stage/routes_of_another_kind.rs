use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { routes: [handler] },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
