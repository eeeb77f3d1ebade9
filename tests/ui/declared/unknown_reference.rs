use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        parameters: { Host: { Type: "String" } },
        outputs: { A: { Value: { Ref: "Tabel" } }, B: { Value: { "Fn::GetAtt": ["Tble", "Arn"] } }, C: { Value: { "Fn::GetAtt": ["Hots", "Arn"] } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
