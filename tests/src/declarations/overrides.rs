//! Overrides of generated CloudFormation properties.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        overrides: {
            api: { Name: "chat-app-api", DisableExecuteApiEndpoint: true },
            stage: {
                                StageVariables: { level: "debug" },
                DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50.5 },
            },
            access_log: { RetentionInDays: 7 },
            domain: { Tags: { team: "support" } },
                        certificate: { ValidationMethod: "DNS" },
            authorizer: { Name: "door" },
        },
        custom_domain: { domain_name: "api.domain.com", path: "v1" },
        authorizer: { type: lambda, function: handlers::authorize },
        routes: { $connect: handlers::connect },
    }
}
