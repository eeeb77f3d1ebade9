use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        import: { stage_name: "dev" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
