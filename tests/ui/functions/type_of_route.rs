use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { type: http, function: handler } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
