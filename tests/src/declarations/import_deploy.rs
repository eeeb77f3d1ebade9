//! An existing stage that does not deploy automatically.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        import: { api_id: "${ApiId}", stage_name: "live", deploy: true },
        parameters: { ApiId: { Type: "String" } },
        routes: { $default: handlers::fallback, echo: { function: handlers::send, return_response: true } },
    }
}
