//! A log group that exists.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        access_log: {
            destination_arn: "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:shared",
        },
    }
}
