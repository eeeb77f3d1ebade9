//! Layers with the Region in their ARN.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        defaults: { function: { layers: ["arn:${AWS::Partition}:lambda:${AWS::Region}:123456789012:layer:a:1"] } },
        routes: {
            $default: {
                function: {
                    handler: handlers::fallback,
                    layers: [
                        "arn:${AWS::Partition}:lambda:eu-west-1:123456789012:layer:b:1",
                        "arn:${AWS::Partition}:lambda:eu-west-1:123456789012:layer:c:1",
                        "arn:${AWS::Partition}:lambda:eu-west-1:123456789012:layer:d:1",
                        "arn:${AWS::Partition}:lambda:eu-west-1:123456789012:layer:e:1",
                    ],
                },
            },
        },
    }
}
