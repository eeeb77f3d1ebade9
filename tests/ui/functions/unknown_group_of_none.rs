websocket_api::websocket_api! {
    Chat {
        routes: { $default: { function: { group: messages } } },
    }
}

async fn handler() {}

fn main() {}
