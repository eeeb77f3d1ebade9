//! A certificate that exists.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: {
            domain_name: "api.domain.com",
            certificate: "arn:${AWS::Partition}:acm:${AWS::Region}:${AWS::AccountId}:certificate/11111111-2222-3333-4444-555555555555",
        },
    }
}
