use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Table: "AWS::DynamoDB::Table" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
