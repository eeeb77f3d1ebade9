use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $default: HANDLER } }
}

const HANDLER: u8 = 1;

fn main() {
    Chat::api();
}
