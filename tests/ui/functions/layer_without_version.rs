use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:l"] } },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
