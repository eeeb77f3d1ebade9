//! An authorizer whose function exists.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        authorizer: {
            type: lambda,
            identity_source: [],
            function: { arn: "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:authorize" },
        },
        routes: { $connect: handlers::connect },
    }
}
