//! The chat of the README: everything from one declaration.

mod handlers;

use websocket_api::websocket_api;

websocket_api! {
    /// The support desk's chat.
    pub Chat {
        routes: {
            $connect:    handlers::connect,
            $disconnect: handlers::disconnect,
            $default:    handlers::fallback,
            sendMessage: { function: { handler: handlers::send_message, timeout: 10 } },
        },
        defaults:   { function: { timeout: 20, memory_size: 256, architecture: arm64 } },
        access_log: { retention: one_week },
    }
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    Chat::app().run().await
}
