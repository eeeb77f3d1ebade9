//! A domain that exists in API Gateway.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: {
            existing: {
                name: "api.domain.com",
                regional_domain_name: "d-0123456789.execute-api.eu-west-1.amazonaws.com",
                regional_hosted_zone_id: "Z0123456789ABC",
            },
            path: "newPath",
        },
    }
}
