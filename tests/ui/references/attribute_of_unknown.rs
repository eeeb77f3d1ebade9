use websocket_api::websocket_api;

websocket_api! {
    Chat {
        resources: { Table: { Type: "AWS::DynamoDB::Table" }, Topic: { Type: "AWS::SNS::Topic" } },
        parameters: { TablePrefix: { Type: "String" } },
        name: "${Tables.Arn}",
        description: "${Topics.TopicArm} ${Topik.Arn} ${TablePrefi.Value}",
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
