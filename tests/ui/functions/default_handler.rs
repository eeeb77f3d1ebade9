use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { handler: handler } },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
