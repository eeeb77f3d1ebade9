use websocket_api::{extract::Json, websocket_api};

websocket_api! {
    Chat { routes: { $connect: handler } }
}

async fn handler(_: Json<u8>) {}

fn main() {
    Chat::api();
}
