#![deny(deprecated)]

use websocket_api::websocket_api;

async fn handler() {}

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: {
            Permission: {
                Type: "AWS::Lambda::Permission",
                Properties: {
                    Action: "lambda:InvokeFunction",
                    FunctionName: "${ChatDefaultFunction}",
                    Principal: "events.amazonaws.com",
                },
            },
        },
    }
}

fn main() {
    Chat::api();
}
