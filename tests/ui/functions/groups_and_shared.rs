websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        functions: shared,
        groups: { messages: { timeout: 5 } },
    }
}

async fn handler() {}

fn main() {}
