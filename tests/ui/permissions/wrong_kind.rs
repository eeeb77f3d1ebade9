use websocket_api::websocket_api;

websocket_api! {
    Chat {
        permissions: [7, s3::read],
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
