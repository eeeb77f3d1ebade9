use websocket_api::{reply::Deny, websocket_api};

websocket_api! {
    Chat { routes: { $connect: handler, $default: fallback } }
}

async fn handler() -> Result<(), Deny> {
    Err(Deny)
}

async fn fallback() {}

fn main() {
    Chat::app();
}
