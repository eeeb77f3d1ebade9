#![deny(warnings)]

use websocket_api::websocket_api;

async fn handler() {}

websocket_api! {
    Chat {
        routes: { sendMessage: { function: { handler: handler, timeout: 60 } }, send_message: handler },
        permissions: "*",
        allow: [no_default_route, similar_route_keys, slow_function, wildcard_permissions],
    }
}

websocket_api! {
    #[allow(deprecated)]
    Other {
        routes: { sendMessage: { function: { handler: handler, timeout: 60 } }, send_message: handler },
        permissions: "*",
    }
}

fn main() {
    (Chat::api(), Other::api());
}
