//! A hosted zone by its ID.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: { domain_name: "domain.com", hosted_zone_id: "Z0123456789ABC" },
    }
}
