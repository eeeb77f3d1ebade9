//! One architecture for every function.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        architecture: arm64,
        groups: { messages: { timeout: 20 } },
        authorizer: { type: lambda, function: handlers::authorize },
        routes: {
            $connect: handlers::connect,
            $disconnect: { function: { handler: handlers::disconnect, architecture: arm64 } },
            join: { function: { handler: handlers::send, group: messages } },
            leave: { function: { handler: handlers::send, group: messages } },
            $default: { function: { arn: "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:fallback" } },
        },
    }
}
