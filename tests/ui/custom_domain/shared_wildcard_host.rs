use websocket_api::websocket_api;

websocket_api! { Core { routes: { $default: handler }, custom_domain: "*.example.com" } }

websocket_api! {
    Chat {
        overrides: { api: { DisableExecuteApiEndpoint: true } },
        custom_domain: { domain: Core, path: "chat" },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
