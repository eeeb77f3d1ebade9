//! Route keys with special characters.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            "chat/join": handlers::send,
            "a-b": handlers::send,
            "a.b": handlers::send,
            ab: handlers::send,
            Ab: handlers::send,
            "connect": handlers::send,
            " trimmed ": handlers::send,
            "größe": handlers::send,
            r#type: handlers::send,
            $default: handlers::fallback,
        },
    }
}
