//! Nothing that the macro makes warns.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications)]
#![forbid(unsafe_code)]

use websocket_api::websocket_api;

mod handlers {
    pub(crate) async fn connect() {}
}

websocket_api! {
    pub Chat {
        routes: { $connect: handlers::connect, $default: { function: handlers::connect, return_response: true } },
    }
}

fn main() {
    Chat::api();
}
