use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: plain },
    }
}

async fn handler() {}

fn plain() {}

fn main() {
    Chat::api();
}
