#![deny(deprecated)]

use websocket_api::websocket_api;

async fn handler() {}

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: {
            Queue: { Type: "AWS::SQS::Queue" },
            Source: {
                Type: "AWS::Lambda::EventSourceMapping",
                Properties: { EventSourceArn: "${Queue.Arn}", FunctionName: "${ChatDefaultFunction}" },
            },
        },
    }
}

fn main() {
    Chat::api();
}
