use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        overrides: { websocketApi: { Name: "chat" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
