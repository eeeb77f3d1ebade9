use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { return_response: true } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
