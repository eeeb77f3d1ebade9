websocket_api::websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: {
            Table: { Type: "AWS::DynamoDB::Table", Properties: { BilingMode: "PAY_PER_REQUEST" } },
            Other: { Type: "AWS::DynamoDB::Table", Properties: { BillingMode: "PAY_PER_REQUEST" } },
            Rule: { Type: "AWS::SNS::Subscription", Properties: {} },
        },
    }
}

async fn handler() {}

fn main() {}
