use websocket_api::websocket_api;

async fn f() {}

websocket_api! {
    Chat {
        routes: {
            $default: { function: { handler: f, timeout: "20", memory_size: 1GB, environment: { PORT: 8080 } }, return_response: "true" },
            a: { function: { handler: f, timeout: 15m, permissions: "s3", log_retention: 7 } },
            b: { function: { handler: f, timeout: 15_000, permissions: [("Table", "read")] } },
        },
        stage: "prod",
        access_log: "true",
        name: 'x',
        groups: [],
    }
}

fn main() {
    Chat::api();
}
