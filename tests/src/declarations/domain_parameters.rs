//! A domain name from a parameter.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: { domain_name: "${DomainName}", hosted_zone_id: "${ZoneId}" },
        parameters: {
            DomainName: { Type: "String", Default: "api.domain.com" },
            ZoneId: { Type: "AWS::Route53::HostedZone::Id" },
        },
    }
}
