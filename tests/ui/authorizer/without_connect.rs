use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        authorizer: iam,
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
