use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { existing: { regional_domain_name: "d" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
