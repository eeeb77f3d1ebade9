use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { variables: { a: "x", "a": "y" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
