use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: { arn: "my-function" } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
