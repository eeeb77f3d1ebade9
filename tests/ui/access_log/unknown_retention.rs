use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        access_log: { retention: one_weak },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
