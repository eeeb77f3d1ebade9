//! One function for every route.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        functions: shared,
        defaults: { function: { timeout: 5, environment: { TABLE: "messages" } } },
        routes: {
            $connect: handlers::connect,
            $disconnect: { function: handlers::disconnect },
            sendMessage: { function: { handler: handlers::send }, return_response: true },
        },
    }
}
