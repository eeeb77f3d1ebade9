use websocket_api::websocket_api;

websocket_api! {
    Chat {
        defaults: { function: { layers: [
            "arn:aws:lambda:eu-west-1:123456789012:layer:l1:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l2:1",
            "arn:aws:lambda:eu-west-1:123456789012:layer:l3:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l4:1",
            "arn:aws:lambda:eu-west-1:123456789012:layer:l5:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l6:1",
        ] } },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
