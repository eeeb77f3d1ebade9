use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain_name: "api.example.com", hosted_zone: "example.com", hosted_zone_id: "Z1" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
