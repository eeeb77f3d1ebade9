use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        accessLog: true,
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
