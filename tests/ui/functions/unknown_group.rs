use websocket_api::websocket_api;

websocket_api! {
    Chat {
        groups: { messages: {} },
        routes: { a: { function: { handler: handler, group: mesages } }, b: { function: { handler: handler, group: messages } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
