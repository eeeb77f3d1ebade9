//! Values that are Rust constants.

use crate::handlers;

const NAME: &str = "chat";
const TIMEOUT: u32 = 2 * 10;
const FORMAT: &str = "$context.requestId";
const TEAM: &str = "support";
/// A constant is not scanned for references.
const MODE: &str = "${AWS::Region}";

mod settings {
    pub(super) const STAGE: &str = "dev";
    pub(super) const MEMORY: u32 = 512;
    pub(super) const RATE: u32 = 100;
    pub(super) const BURST: u32 = RATE / 2;
    pub(super) const PREFIX: &str = "chat";
}

websocket_api::websocket_api! {
    pub Chat {
        name: NAME,
        stage: {
            name: settings::STAGE,
            variables: { prefix: settings::PREFIX },
            throttle: { rate: settings::RATE, burst: settings::BURST },
        },
        access_log: { format: FORMAT },
        tags: { team: TEAM },
        defaults: { function: { timeout: TIMEOUT, memory_size: settings::MEMORY, environment: { MODE: MODE } } },
        routes: { $default: handlers::fallback },
    }
}
