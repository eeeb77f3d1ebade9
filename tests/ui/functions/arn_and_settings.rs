use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:f", timeout: 3 } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
