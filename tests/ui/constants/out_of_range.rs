use websocket_api::websocket_api;

const TIMEOUT: u32 = 15 * 61;

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, timeout: TIMEOUT } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
