//! SST's own example of merging.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        defaults: {
            function: {
                timeout: 20,
                permissions: ["dynamodb"],
                environment: { tableName: "messages", both: "default" },
                layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:first:1"],
            },
        },
        routes: {
            $default: {
                function: {
                    handler: handlers::fallback,
                    timeout: 10,
                    permissions: ["s3"],
                    environment: { bucketName: "files", both: "own" },
                    layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:second:2"],
                },
            },
            $connect: handlers::connect,
        },
    }
}
