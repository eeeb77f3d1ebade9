use websocket_api::websocket_api;

websocket_api! {
    Chat {
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        permissions: [Tabel],
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
