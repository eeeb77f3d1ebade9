use websocket_api::websocket_api;

websocket_api! {
    Chat {
        groups: { g: { timeout: 3 } },
        routes: { a: { function: { handler: handler, group: g, timeout: 4 } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
