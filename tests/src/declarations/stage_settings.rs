//! Variables, limits, metrics and logs of a stage and of its routes.

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
        },
        routes: {
            $connect: handlers::connect,
            $default: handlers::fallback,
            "chat/join": handlers::send,
            sendMessage: handlers::send,
        },
        stage: {
            variables: { prefix: "chat", TABLE_1: "${Table}", where: "${AWS::Region}/a?b=c#d" },
            throttle: { rate: 100, burst: 50 },
            detailed_metrics: true,
            execution_log: error,
            data_trace: false,
            routes: {
                sendMessage: { throttle: { rate: 10 } },
                $connect: { detailed_metrics: false, execution_log: off },
                " chat/join ": { throttle: { burst: 0 }, execution_log: "info", data_trace },
            },
        },
        allow: [closed_throttle],
    }
}
