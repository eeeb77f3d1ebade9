use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { environment: { STAGE: "${ChatStage}" } } },
        stage: { auto_deploy: false },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
