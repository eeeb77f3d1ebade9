//! Every key of a custom domain, and an output that refers to it.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        custom_domain: { domain_name: "api.domain.com.", hosted_zone: "domain.com", path: "v1" },
        outputs: {
            Target: { Value: "${ChatDomain.RegionalDomainName}" },
            Certificate: { Value: "${ChatCertificate}", Description: "The certificate" },
            Logs: { Value: "${ChatAccessLog.Arn}" },
            Stage: { Value: "${ChatApi}/${ChatStage}" },
        },
    }
}
