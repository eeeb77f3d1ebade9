//! Routes with a route response.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $connect: handlers::connect,
            $default: { function: handlers::fallback, return_response: true },
            echo: { function: { handler: handlers::send }, return_response: true },
        },
    }
}
