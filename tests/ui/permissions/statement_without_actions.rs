use websocket_api::websocket_api;

websocket_api! {
    Chat {
        permissions: [{ resources: ["*"] }],
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
