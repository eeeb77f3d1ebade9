use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $disconnect: { function: handler, return_response: true } } }
}

async fn handler() -> String {
    String::new()
}

fn main() {
    Chat::api();
}
