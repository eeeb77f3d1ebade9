//! A stage with a fixed name.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        name: "chat (beta)",
        stage: { name: "dev", description: "for developers" },
    }
}
