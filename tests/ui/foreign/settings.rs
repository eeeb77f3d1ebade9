websocket_api::websocket_api! {
    Chat {
        events: [{ websocket: "$connect" }],
        routes: { $connect: { function: { handler: handler, reservedConcurrentExecutions: 5, LogRetention: 7 } } },
        stage: { rateLimit: 5, stageVariables: {}, accessLogSettings: {} },
        authorizer: { type: lambda, id: "abc123", responseTypes: [] },
    }
}

async fn handler() {}

fn main() {}
