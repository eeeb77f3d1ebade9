use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, environment: { AWS_REGION: "x" } } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
