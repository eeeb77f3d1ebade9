use websocket_api::websocket_api;

websocket_api! {
    Chat {
        resources: {
            Log: { Type: "AWS::Logs::LogGroup" },
            Table: { Type: "AWS::DynamoDB::Table" },
            Key: { Type: "AWS::KMS::Key" },
        },
        routes: { $default: { function: { handler: handler, layers: ["${Key.Arn}"] } } },
        access_log: { destination_arn: "${Log}" },
        custom_domain: { domain_name: "api.example.com", certificate: "${Key}" },
        permissions: [{ actions: ["dynamodb:Query"], resources: ["${Table}/index/*"] }],
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
