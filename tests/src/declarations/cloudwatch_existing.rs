//! The account has its role.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        cloudwatch_role: existing,
    }
}
