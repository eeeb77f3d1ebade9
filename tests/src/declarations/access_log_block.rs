//! Format and retention.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        access_log: { format: "$context.requestId $context.status", retention: "six_months" },
    }
}
