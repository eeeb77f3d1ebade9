use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { T: { Type: 5, DependsOn: 5, Properties: "x", DeletionPolicy: "Keep" } },
        outputs: { A: { Value: 18446744073709551616 }, B: { Value: 0123 }, C: { Value: 0.1234567890123456789 } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
