#![deny(warnings)]
use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        access_log: { format: "$context.requestId $context.httpMethod $context.routekey" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
