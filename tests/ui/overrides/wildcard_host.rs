use websocket_api::websocket_api;

websocket_api! {
    Chat {
        overrides: { api: { DisableExecuteApiEndpoint: "true" } },
        custom_domain: "*.example.com",
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
