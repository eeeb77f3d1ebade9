//! An authorizer with every key.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        resources: {
            Table: {
                Type: "AWS::DynamoDB::Table",
                DeletionPolicy: "Retain",
                UpdateReplacePolicy: "Retain",
                Properties: {
                    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
                    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
                    BillingMode: "PAY_PER_REQUEST",
                },
            },
            Bucket: { Type: "AWS::S3::Bucket", DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" },
        },
        authorizer: {
            type: lambda,
            name: "door",
            identity_source: ["route.request.querystring.token", "stageVariables.key"],
            function: {
                handler: handlers::authorize,
                timeout: 5,
                environment: { TABLE: "${Table}" },
                permissions: [(Table, "read")],
                tracing: disabled,
            },
        },
        routes: { $connect: handlers::connect },
    }
}
