use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, architecture: "arm_64" } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
