use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { a: handler, " a ": handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
