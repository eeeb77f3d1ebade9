use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain: Chat, domain_name: "api.example.com" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
