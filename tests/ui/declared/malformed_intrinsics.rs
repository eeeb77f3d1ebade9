use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { T: { Type: "AWS::SNS::Topic" } },
        outputs: {
            A: { Value: { Ref: T } },
            B: { Value: { Ref: "${T}" } },
            C: { Value: { "Fn::GetAtt": ["T"] } },
            D: { Value: { "Fn::If": ["IsProd", 1, 2] } },
        },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
