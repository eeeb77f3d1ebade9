use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { throttle: { rateLimit: 1, brust: 2 } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
