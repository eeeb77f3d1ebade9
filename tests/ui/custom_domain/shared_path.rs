use websocket_api::websocket_api;

websocket_api! {
    Core { routes: { $default: handler }, custom_domain: { domain_name: "api.example.com", path: "v1" } }
}

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { domain: Core, path: "v1" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
