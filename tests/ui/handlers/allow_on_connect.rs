use websocket_api::{response::Allow, websocket_api};

websocket_api! {
    Chat { routes: { $connect: handler } }
}

async fn handler() -> Allow {
    Allow::new("ada")
}

fn main() {
    Chat::api();
}
