#![deny(deprecated)]

use websocket_api::websocket_api;

async fn handler() {}

websocket_api! {
    Chat {
        routes: {
            $connect: { function: handler, return_response: true },
            $default: handler,
            "chat/*": handler,
            seldom: handler,
        },
        stage: { throttle: { rate: 100, burst: 0 }, routes: { seldom: { throttle: { rate: 0 } } } },
    }
}

fn main() {
    Chat::api();
}
