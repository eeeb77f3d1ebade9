use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        "stage": { name: "dev" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
