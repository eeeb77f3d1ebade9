use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: {
            A: { Type: "AWS::SNS::Topic", Properties: { DisplayName: "${B}" } },
            B: { Type: "AWS::SNS::Topic", Properties: { DisplayName: "${A}" } },
        },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
