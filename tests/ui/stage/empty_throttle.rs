use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { throttle: {}, routes: { $default: { throttle() } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
