//! A domain with external DNS and a certificate parameter.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: { domain_name: "api.domain.com", is_external_domain: true, certificate: "${CertificateArn}" },
        parameters: { CertificateArn: { Type: "String" } },
    }
}
