use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        overrides: { stage: { StageVariabels: {} } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
