use websocket_api::websocket_api;

websocket_api! {
    Chat {
        permissions: "s3",
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
