use websocket_api::{response::Accept, websocket_api};

websocket_api! {
    Chat { routes: { $default: { function: handler, return_response: true } } }
}

async fn handler() -> Accept {
    Accept::new()
}

fn main() {
    Chat::api();
}
