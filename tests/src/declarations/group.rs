//! A function that serves several routes.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        groups: { messages: { timeout: 20, environment: { MODE: "messages" } } },
        defaults: { function: { memory_size: 512 } },
        routes: {
            $connect: handlers::connect,
            join: { function: { handler: handlers::send, group: messages } },
            leave: { function: { handler: handlers::send, group: "messages" }, return_response: true },
        },
    }
}
