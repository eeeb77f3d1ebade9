#![deny(warnings)]
use websocket_api::websocket_api;

websocket_api! {
    Chat {
        permissions: ["dynamo", "dynamodb:PutItm", "s3:Get*", { actions: ["sqs:Sned*"] }],
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
