use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
