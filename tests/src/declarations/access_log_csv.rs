//! SST's CSV format, with variables of HTTP APIs.
#![allow(deprecated)] // the warnings about those variables

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        access_log: "$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,$context.protocol,$context.status,$context.responseLength,$context.requestId",
    }
}
