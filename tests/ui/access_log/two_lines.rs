use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        access_log: "$context.requestId\n$context.status",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
