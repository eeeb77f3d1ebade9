use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: takes },
    }
}

async fn handler() {}

async fn takes(_: String) {}

fn main() {
    Chat::app();
}
