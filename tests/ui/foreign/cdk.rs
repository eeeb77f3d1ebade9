websocket_api::websocket_api! {
    Chat {
        apiName: "chat",
        connectRouteOptions: { integration: connect },
        routes: { say: { integration: say, returnResponse: true } },
        authorizer: { type: lambda, function: authorize, resultsCacheTtl: 60 },
        stage: { stageName: "prod", throttle: { rateLimit: 10, burstLimit: 5 } },
        custom_domain: { domainName: "api.example.com", mappingKey: "v1" },
    }
}

async fn authorize() -> websocket_api::response::Deny {
    websocket_api::response::Deny
}

fn main() {}
