use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        outputs: { A: { Value: { Ref: "Tabel" } }, B: { Value: { "Fn::GetAtt": ["Tble", "Arn"] } } },
    }
}

async fn handler() {}

fn main() {
    Chat::app();
}
