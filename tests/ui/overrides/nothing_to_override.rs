use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        overrides: { domain: { RoutingMode: "API_MAPPING_ONLY" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
