use websocket_api::websocket_api;

const RATE: u32 = u32::MAX;
const BURST: i32 = 5;
const PREFIX: &str = "two words";

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { throttle: { rate: RATE, burst: BURST }, variables: { prefix: PREFIX } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
