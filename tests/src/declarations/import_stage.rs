//! An API and a stage that exist.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        import: { api_id: "${ApiId}", stage_name: "live" },
        parameters: { ApiId: { Type: "String" } },
        routes: { $default: handlers::fallback },
    }
}
