use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        outputs: { Out: { Value: Table } },
        resources: {
            Table: {
                Type: "AWS::DynamoDB::Table",
                Properties: { BillingMode: PAY_PER_REQUEST, DeletionProtectionEnabled: True },
            },
        },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
