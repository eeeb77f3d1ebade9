//! A custom format.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        access_log: "$context.identity.sourceIp,$context.requestTime,$context.routeKey,$context.status,$context.requestId",
    }
}
