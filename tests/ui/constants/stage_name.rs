use websocket_api::websocket_api;

const STAGE: &str = "my stage";

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { name: STAGE },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
