//! Another API's domain.

use crate::handlers;

websocket_api::websocket_api! {
    pub Core {
        routes: { $default: handlers::fallback },
        custom_domain: { domain_name: "api.domain.com", path: "core" },
    }
}

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: { domain: Core, path: "chat" },
    }
}
