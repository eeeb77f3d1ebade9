use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { execution_log: true, detailed_metrics: "yes", data_trace: 1 },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
