use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        name: "${Table.Arn}",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
