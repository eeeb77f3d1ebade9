//! `function` as a path.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: { function: handlers::fallback } },
    }
}
