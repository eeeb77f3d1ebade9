use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { routes: { $default: { trottle: { rate: 1 }, name: "dev", function: handler } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
