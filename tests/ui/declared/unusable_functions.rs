websocket_api::websocket_api! {
    Chat {
        routes: { $default: handler },
        outputs: {
            A: { Value: { "Fn::FindInMap": ["Regions", "${AWS::Region}", "Name"] } },
            B: { Value: { "Fn::ToJsonString": { a: 1 } } },
            C: { Value: { "Fn::Equals": ["a", "b"] } },
            D: { Value: { "Fn::Jion": ["", ["a"]] } },
        },
    }
}

async fn handler() {}

fn main() {}
