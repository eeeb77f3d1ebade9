use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handlers::, $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
