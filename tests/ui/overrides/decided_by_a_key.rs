use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        overrides: { stage: { StageName: "v9", DeploymentId: "x" }, api: { CorsConfiguration: {} } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
