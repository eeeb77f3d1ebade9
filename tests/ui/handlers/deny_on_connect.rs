use websocket_api::{response::Deny, websocket_api};

websocket_api! {
    Chat { routes: { $connect: handler, $default: fallback } }
}

async fn handler() -> Result<(), Deny> {
    Err(Deny)
}

async fn fallback() {}

fn main() {
    Chat::api();
}
