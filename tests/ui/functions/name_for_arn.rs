use websocket_api::websocket_api;

websocket_api! {
    Chat {
        resources: { F: { Type: "AWS::Lambda::Function" } },
        routes: { $default: { function: { arn: "${F}" } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
