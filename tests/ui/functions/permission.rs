use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { permissions: ["s3:", "S3", "*"] } },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
