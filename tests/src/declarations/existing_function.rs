//! A function that exists already.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $connect: handlers::connect,
            $default: { function: { arn: "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:fallback" } },
            typed: { type: function, function: handlers::send },
        },
    }
}
