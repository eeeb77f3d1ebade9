use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        overrides: { stage: { AutoDeploi: true } },
    }
}

async fn handler() {}

fn main() {
    Chat::app();
}
