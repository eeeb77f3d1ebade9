use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { "a\tb": handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
