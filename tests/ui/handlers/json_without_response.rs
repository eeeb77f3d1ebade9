use websocket_api::{extract::Json, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler() -> Json<u8> {
    Json(1)
}

fn main() {
    Chat::api();
}
