use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { environment: { STAGE: "${ChatStage}" } } },
        stage: { routes: { $default: { throttle: { rate: 1 } } } },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
