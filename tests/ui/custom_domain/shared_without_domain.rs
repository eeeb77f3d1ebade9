use websocket_api::websocket_api;

websocket_api! {
    Core { routes: { $default: handler } }
}

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain: Core, path: "chat" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
