use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { type: lambda, function: authorize, identity_source: ["header.Auth"] },
    }
}

async fn handler() {}

async fn authorize() -> websocket_api::response::Deny {
    websocket_api::response::Deny
}

fn main() {
    Chat::api();
}
