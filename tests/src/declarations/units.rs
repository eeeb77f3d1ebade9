//! Numbers with units.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        defaults: { function: { timeout: "1 minute", memory_size: "1 GB", disk_size: "10 GB", reserved_concurrency: 0 } },
        routes: { $default: handlers::fallback },
    }
}
