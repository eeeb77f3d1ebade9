use websocket_api::websocket_api;

websocket_api! {
    Chat {
        resources: {
            F: { Type: "AWS::Lambda::Function" },
            V: { Type: "AWS::Lambda::Version", Properties: { FunctionName: "${F}" } },
            T: { Type: "AWS::SNS::Topic" },
        },
        routes: { a: { function: { arn: "${V.Version}" } }, $default: { function: { arn: "${T}" } } },
    }
}

fn main() {
    Chat::api();
}
