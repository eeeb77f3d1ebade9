use websocket_api::{response::Unauthorized, websocket_api};

websocket_api! {
    Chat { routes: { $disconnect: handler, $default: fallback } }
}

async fn handler() -> Result<(), Unauthorized> {
    Err(Unauthorized)
}

async fn fallback() {}

fn main() {
    Chat::api();
}
