use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        name: "${AWS::Region",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
