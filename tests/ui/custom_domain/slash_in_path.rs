use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain_name: "api.example.com", path: "chat/v1" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
