//! The chat of SST's documentation: a table of connections and a broadcast. The migration guide shows it.

use crate::handlers::{connect, disconnect, fallback, send};

websocket_api::websocket_api! {
    pub Chat {
        resources: {
            Connections: {
                Type: "AWS::DynamoDB::Table",
                DeletionPolicy: "Retain",
                UpdateReplacePolicy: "Retain",
                Properties: {
                    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
                    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
                    BillingMode: "PAY_PER_REQUEST",
                },
            },
        },
        defaults: {
            function: {
                environment: { tableName: "${Connections}" },
                permissions: [Connections],
            },
        },
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            $default: fallback,
            sendmessage: send,
        },
        outputs: { ApiEndpoint: { Value: "wss://${ChatApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${ChatStage}" } },
    }
}
