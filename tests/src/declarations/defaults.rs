//! Settings for all routes.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        defaults: {
            function: { timeout: 20, permissions: ["dynamodb"], environment: { tableName: "messages" } },
        },
        routes: {
            $connect: handlers::connect,
            $default: handlers::fallback,
            $disconnect: handlers::disconnect,
        },
    }
}
