websocket_api::websocket_api! {
    Chat {
        routes: { $default: { function: handler, group: messages } },
        groups: { messages: {} },
    }
}

async fn handler() {}

fn main() {}
