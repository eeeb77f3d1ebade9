websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        resources: { Topic: { Type: "AWS::SNS::Topic" } },
        permissions: [(Topic, 5), (Topic, "read", "write"), { actions: [5], resources: ["*"] }],
    }
}

async fn handler() {}

fn main() {}
