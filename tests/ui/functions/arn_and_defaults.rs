use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { timeout: 3 } },
        routes: { $default: { function: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:f" } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
