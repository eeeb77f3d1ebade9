use websocket_api::websocket_api;

async fn f() {}

websocket_api! {
    Chat {
        routes: { send-message: f, send.message: f, chat/join: f, $default: f },
    }
}

fn main() {
    Chat::api();
}
