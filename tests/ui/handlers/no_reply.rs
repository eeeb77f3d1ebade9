use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $default: { function: handler, return_response: true } } }
}

async fn handler() -> u8 {
    1
}

fn main() {
    Chat::api();
}
