use websocket_api::websocket_api;

websocket_api! {
    Chat {
        import: { api_id: "a1b2c3d4e5", deploy: true },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
