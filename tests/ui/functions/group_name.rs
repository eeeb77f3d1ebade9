use websocket_api::websocket_api;

websocket_api! {
    Chat {
        groups: { "my group": {} },
        routes: { a: { function: { handler: handler, group: "my group" } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
