use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        tags: { "aws:team": "x" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
