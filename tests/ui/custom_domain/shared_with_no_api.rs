use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain: String, path: "chat" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
