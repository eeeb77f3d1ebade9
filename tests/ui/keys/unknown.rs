use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { colour: "red" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
