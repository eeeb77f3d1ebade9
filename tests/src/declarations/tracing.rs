//! Every tracing mode.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        defaults: { function: { tracing: pass_through } },
        routes: {
            $connect: { function: { handler: handlers::connect, tracing: active } },
            $disconnect: { function: { handler: handlers::disconnect, tracing: "disabled" } },
            $default: handlers::fallback,
        },
    }
}
