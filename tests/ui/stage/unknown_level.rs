use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { execution_log: INFO, routes: { $default: { execution_log: warn } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
