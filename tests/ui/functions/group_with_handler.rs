use websocket_api::websocket_api;

websocket_api! {
    Chat {
        groups: { g: { handler: handler } },
        routes: { a: { function: { handler: handler, group: g } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
