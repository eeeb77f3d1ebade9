use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Table: { Type: "AWS::DynamoDB::Table", Propertys: {} } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
