use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler(_: String) {}

fn main() {
    Chat::api();
}
