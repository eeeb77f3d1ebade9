use websocket_api::{extract::Text, websocket_api};

websocket_api! {
    Chat { routes: { $disconnect: handler } }
}

async fn handler(_: Text) {}

fn main() {
    Chat::api();
}
