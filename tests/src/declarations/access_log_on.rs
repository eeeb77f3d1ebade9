//! Explicit access logs.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        access_log: true,
    }
}
