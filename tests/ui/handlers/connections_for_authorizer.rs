use websocket_api::{connections::Connections, response::Deny, websocket_api};

websocket_api! {
    Chat { authorizer: { type: lambda, function: authorize }, routes: { $connect: handler } }
}

async fn handler() {}

async fn authorize(_: Connections) -> Deny {
    Deny
}

fn main() {
    Chat::api();
}
