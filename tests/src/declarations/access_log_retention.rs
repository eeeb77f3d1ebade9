//! Retention of the access log.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        access_log: { retention: one_week },
        routes: { $default: handlers::fallback },
    }
}
