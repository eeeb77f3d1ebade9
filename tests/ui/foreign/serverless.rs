websocket_api::websocket_api! {
    Chat {
        provider: { name: "aws", runtime: "provided.al2023" },
        routes: {
            connect: { function: { handler: connect, events: [{ websocket: "$connect" }], package: "x.zip" } },
            say: { function: { handler: connect, memorySize: 256, ephemeralStorageSize: 1024 }, routeKey: "say" },
        },
    }
}

async fn connect() {}

fn main() {}
