use websocket_api::{extract::{Headers, Json}, websocket_api};

websocket_api! {
    Chat { routes: { $connect: connect, $default: handler } }
}

async fn connect(_: Json<u8>) -> u8 {
    1
}

async fn handler(_: Headers) -> String {
    String::new()
}

fn main() {
    Chat::api();
}
