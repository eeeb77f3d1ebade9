use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: "${AWS::StackName}.example.com",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
