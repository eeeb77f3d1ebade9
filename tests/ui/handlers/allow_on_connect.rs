use websocket_api::{reply::Allow, websocket_api};

websocket_api! {
    Chat { routes: { $connect: handler } }
}

async fn handler() -> Allow {
    Allow::principal("ada")
}

fn main() {
    Chat::app();
}
