//! A name for the API.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        name: "chat-app-api",
        routes: { $default: handlers::fallback },
    }
}
