websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        resources: {
            Topic: {
                Type: "AWS::SNS::Topic",
                DeletionPolicy: "Keep",
                UpdateReplacePolicy: "RetainExceptOnCreate",
                Properties: { DisplayName: some::path, FifoTopic: (true) },
            },
        },
    }
}

async fn handler() {}

fn main() {}
