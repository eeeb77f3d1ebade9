use websocket_api::websocket_api;

const VALUE: u32 = 3;
const SPEC: &str = "no stage";

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, timeout: VALUE } } },
        stage: { name: SPEC },
    }
}

async fn handler() {}

fn main() {
    Chat::app();
}
