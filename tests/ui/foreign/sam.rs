websocket_api::websocket_api! {
    Chat {
        Type: "AWS::Serverless::WebSocketApi",
        Properties: { Name: "chat" },
        routes: {
            $connect: { function: { Handler: connect, CodeUri: ".", Policies: [], MemorySize: 256 } },
        },
        stage: { LoggingLevel: "INFO", DefaultRouteSettings: { ThrottlingRateLimit: 10 } },
    }
}

async fn connect() {}

fn main() {}
