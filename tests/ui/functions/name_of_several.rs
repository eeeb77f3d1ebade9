use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { function_name: "chat" } },
        routes: { a: handler, b: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
