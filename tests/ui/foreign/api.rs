websocket_api::websocket_api! {
    Chat {
        routes: { $default: handler },
        defaultFunctionProps: { timeout: 20 },
        websocketsDescription: "The chat",
        websocketsApiRouteSelectionExpression: "$request.body.type",
        apiKeySelectionExpression: "$request.header.x-api-key",
        AccessLogSettings: { Format: "$context.requestId" },
        logs: { websocket: true },
        Domain: { DomainName: "api.example.com" },
        Conditions: { IsProd: true },
        memorySize: 256,
        routeSelectionExpression: "$request.body.type",
        stageVariables: {},
    }
}

async fn handler() {}

fn main() {}
