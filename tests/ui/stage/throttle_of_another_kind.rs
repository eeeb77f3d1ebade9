use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { throttle: 100, routes: { $default: { throttle: { rate: 0.5, burst: "50" } } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
