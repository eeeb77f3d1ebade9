use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, environment: { WEBSOCKET_API_NAME: "x" } } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
