//! Every key of a function.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $default: {
                function: {
                    handler: handlers::fallback,
                    timeout: 29,
                    memory_size: 2048,
                    disk_size: 1024,
                    architecture: arm64,
                    environment: { TABLE: "messages", LEVEL: "debug" },
                    permissions: ["s3", "dynamodb:PutItem"],
                    layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:tools:3"],
                    description: "Takes what no other route takes",
                    function_name: "chat-fallback",
                    tracing: disabled,
                    log_retention: two_weeks,
                    log_format: json,
                    reserved_concurrency: 5,
                },
                return_response: true,
            },
        },
    }
}
