use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Topic: { Type: "AWS::SNS::Topic", DependsOn: "Queue" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
