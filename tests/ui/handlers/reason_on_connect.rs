use websocket_api::{extract::DisconnectReason, websocket_api};

websocket_api! {
    Chat { routes: { $connect: handler } }
}

async fn handler(_: DisconnectReason) {}

fn main() {
    Chat::api();
}
