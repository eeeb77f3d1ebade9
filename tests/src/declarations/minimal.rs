//! Four routes, each the path of a handler.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $connect: handlers::connect,
            $default: handlers::fallback,
            $disconnect: handlers::disconnect,
            sendMessage: handlers::send,
        },
    }
}
