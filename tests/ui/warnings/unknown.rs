use websocket_api::websocket_api;

async fn handler() {}

websocket_api! {
    Chat {
        routes: { $default: handler },
        allow: [no_default, everything_else],
    }
}

fn main() {
    Chat::api();
}
