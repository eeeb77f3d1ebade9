use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: returns },
    }
}

async fn handler() {}

async fn returns() -> String {
    String::new()
}

fn main() {
    Chat::app();
}
