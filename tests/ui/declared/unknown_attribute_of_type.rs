use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        outputs: { A: { Value: "${Table.StreamArm}" }, B: { Value: "${ChatStage.Arn}" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
