use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { type: lambda, function: authorize, identity_source: ["header.Auth"] },
    }
}

async fn handler() {}

async fn authorize() -> websocket_api::reply::Deny {
    websocket_api::reply::Deny
}

fn main() {
    Chat::app();
}
