//! The default endpoint, disabled.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        overrides: { api: { DisableExecuteApiEndpoint: true } },
        custom_domain: { domain_name: "api.domain.com", path: "v1" },
        routes: { $connect: handlers::connect, $default: handlers::fallback },
    }
}
