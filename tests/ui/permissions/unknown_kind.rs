use websocket_api::websocket_api;

websocket_api! {
    Chat {
        resources: { Alarm: { Type: "AWS::CloudWatch::Alarm" } },
        permissions: [Alarm],
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
