//! IAM statements with every key.

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
        routes: {
            $default: {
                function: {
                    handler: handlers::fallback,
                    permissions: [
                        { actions: ["dynamodb:Query"], resources: ["${Table.Arn}/index/*"] },
                        {
                            effect: deny,
                            actions: ["s3:DeleteObject", "s3:Put*"],
                            resources: ["${Bucket.Arn}/*"],
                            condition: { StringEquals: { "aws:RequestedRegion": "${AWS::Region}" }, Bool: { "aws:SecureTransport": false } },
                        },
                    ],
                },
            },
        },
    }
}
