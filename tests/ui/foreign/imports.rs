websocket_api::websocket_api! {
    Chat {
        routes: { $default: handler },
        apiGateway: { websocketApiId: "a1b2c3" },
        webSocketApi: { apiId: "a1b2c3" },
        webSocketStage: { stageName: "prod" },
        AuthType: "CUSTOM",
    }
}

async fn handler() {}

fn main() {}
