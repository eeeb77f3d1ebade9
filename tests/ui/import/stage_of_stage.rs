use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        import: { api_id: "abc", stage_name: "dev" },
        stage: { variables: { prefix: "chat" }, throttle: { rate: 1 } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
