use websocket_api::{extract::Json, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

struct Message;

async fn handler(_: Json<Message>) {}

fn main() {
    Chat::api();
}
