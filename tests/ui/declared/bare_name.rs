use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        outputs: { Out: { Value: Table } },
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
    }
}

async fn handler() {}

fn main() {
    Chat::app();
}
