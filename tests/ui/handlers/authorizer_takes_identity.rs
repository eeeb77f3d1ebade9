use websocket_api::{extract::Identity, reply::Deny, websocket_api};

websocket_api! {
    Chat { authorizer: { type: lambda, function: authorize }, routes: { $connect: handler } }
}

async fn handler() {}

async fn authorize(_: Identity<u8>) -> Deny {
    Deny
}

fn main() {
    Chat::app();
}
