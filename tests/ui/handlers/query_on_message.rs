use websocket_api::{extract::Query, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler(_: Query<Vec<String>>) {}

fn main() {
    Chat::api();
}
