websocket_api::websocket_api! {
    Chat {
        routes: {
            say: { FunctionArn: "arn", RouteResponseSelectionExpression: "$default", RequestModels: {}, apiKeyRequired: true },
            $connect: handler,
        },
        authorizer: { AuthType: "CUSTOM", AuthArn: "arn", cdk: {} },
        custom_domain: { cdk: { domainName: "api.example.com" } },
        stage: { RouteSettings: {}, fullExecutionData: true, domainMapping: {}, detailedMetricsEnabled: true },
        access_log: { level: "INFO" },
        defaults: { functionProps: { timeout: 10 } },
    }
}

async fn handler() {}

fn main() {}
