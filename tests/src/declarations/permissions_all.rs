//! Every action on every resource.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        defaults: { function: { permissions: ["s3"] } },
        routes: { $default: { function: { handler: handlers::fallback, permissions: "*" } } },
    }
}
