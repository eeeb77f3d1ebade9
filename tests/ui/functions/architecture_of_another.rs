use websocket_api::websocket_api;

websocket_api! {
    Chat {
        architecture: arm64,
        defaults: { function: { architecture: x86_64, timeout: 5 } },
        authorizer: { type: lambda, function: { handler: authorize, architecture: x86_64 } },
        routes: { $connect: { function: { handler: handler, architecture: arm64 } } },
    }
}

async fn handler() {}

async fn authorize() -> websocket_api::response::Allow {
    websocket_api::response::Allow::new("anybody")
}

fn main() {
    Chat::api();
}
