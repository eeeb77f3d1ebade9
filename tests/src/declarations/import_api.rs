//! An API that exists.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        import: { api_id: "${ApiId}" },
        parameters: { ApiId: { Type: "String" } },
        routes: { $default: handlers::fallback, echo: { function: handlers::send, return_response: true } },
    }
}
