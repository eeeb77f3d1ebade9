websocket_api::websocket_api! {
    Chat {
        routes: {
            $connect: { function: { handler: connect, runtime: "nodejs20.x", bind: [table] } },
            $default: "src/default.main",
        },
        cdk: { webSocketApi: { apiName: "chat" } },
        accessLog: { retention: "one_week" },
    }
}

async fn connect() {}

fn main() {}
