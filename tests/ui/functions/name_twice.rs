use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { a: { function: { handler: handler, function_name: "chat" } }, b: { function: { handler: handler, function_name: "chat" } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
