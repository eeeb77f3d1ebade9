use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: "src/default.main" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
