websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        defaults: { function: { layers: "arn:aws:lambda:eu-west-1:123456789012:layer:x:1" } },
    }
}

async fn handler() {}

fn main() {}
