#![deny(warnings)]

use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { data_trace: true, routes: { $default: { data_trace } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
