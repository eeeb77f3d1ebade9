use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { ChatStage: { Type: "AWS::DynamoDB::Table" } },
        outputs: { Url: { Value: "x" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
