use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $conect: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
