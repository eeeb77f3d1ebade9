use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain_name: "a.example.com", is_external_domain: true, certificate: "arn:x", hosted_zone: "example.com" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
