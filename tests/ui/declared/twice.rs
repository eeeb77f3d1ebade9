use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        parameters: { Table: { Type: "String" } },
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
