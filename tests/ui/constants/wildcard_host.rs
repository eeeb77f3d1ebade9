use websocket_api::websocket_api;

const DOMAIN: &str = "*.example.com";

websocket_api! {
    Chat {
        overrides: { api: { DisableExecuteApiEndpoint: true } },
        custom_domain: DOMAIN,
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
