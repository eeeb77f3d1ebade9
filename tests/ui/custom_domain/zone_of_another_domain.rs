websocket_api::websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain_name: "api.example.com", hosted_zone: "example.org." },
    }
}

async fn handler() {}

fn main() {}
