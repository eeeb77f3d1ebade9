use websocket_api::{extract::Json, response::Deny, websocket_api};

websocket_api! {
    Chat { authorizer: { type: lambda, function: authorize }, routes: { $connect: handler } }
}

async fn handler() {}

async fn authorize(_: Json<u8>) -> Deny {
    Deny
}

fn main() {
    Chat::api();
}
