use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        import: { api_id: "abc" },
        name: "chat",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
