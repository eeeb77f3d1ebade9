use std::time::{SystemTime, SystemTimeError, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use websocket_api::{extract::Json, websocket_api};

use crate::signals::Signals;

websocket_api! {
    /// Tells players the time.
    pub Clock {
        routes: {
            now: { function: now, return_response: true },
        },
        defaults:      { function: { memory_size: 128, architecture: arm64 } },
        access_log:    { retention: one_week },
        custom_domain: { domain: Signals, path: "clock" },
        // What a game sends is right, or its own fault.
        allow:         [no_default_route],
    }
}

/// When a player asked, in milliseconds of its own clock.
#[derive(Debug, Deserialize)]
struct TimeRequest {
    at: u64,
}

/// The same, and what time it is, in milliseconds since 1970: halfway between asking and being told.
#[derive(Debug, Serialize)]
struct TimeReply {
    asked: u64,
    now: u128,
}

async fn now(Json(TimeRequest { at }): Json<TimeRequest>) -> Result<Json<TimeReply>, SystemTimeError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    Ok(Json(TimeReply { asked: at, now }))
}
