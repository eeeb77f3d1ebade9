use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { throttle: { rate: -1, burst: 5_000_000_000 } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
