use websocket_api::websocket_api;

const VALUE: u32 = 3;
const DECLARATION: &str = "no stage";

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, timeout: VALUE } } },
        stage: { name: DECLARATION },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
