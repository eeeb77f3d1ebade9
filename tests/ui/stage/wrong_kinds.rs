use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { variables: ["a"], routes: { $default: handler } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
