//! A custom domain with a derived hosted zone.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: "api.domain.com",
    }
}
