//! Permissions on resources of the declaration.

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
        permissions: [(Bucket, "read")],
        defaults: { function: { permissions: [Table], environment: { TABLE: "${Table}", ARN: "${Table.Arn}" } } },
        routes: {
            $connect: { function: { handler: handlers::connect, permissions: [(Table, "write")] } },
            $default: { function: { handler: handlers::fallback, permissions: [(Bucket, readwrite), (Table, all)] } },
        },
    }
}
