use std::time::{SystemTime, SystemTimeError, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use websocket_api::{extract::Json, websocket_api};

use crate::signals::Signals;

websocket_api! {
    /// Sends the time to players.
    pub Clock {
        routes: {
            now: { function: now, return_response: true },
        },
        defaults:      { function: { memory_size: 128, architecture: arm64 } },
        access_log:    { retention: one_week },
        custom_domain: { domain: Signals, path: "clock" },
        // The clients are one program, which sends no unknown messages.
        allow:         [no_default_route],
    }
}

/// The time of a request by the player's clock, in milliseconds.
#[derive(Debug, Deserialize)]
struct TimeRequest {
    at: u64,
}

/// The time of the request, and the server's time in milliseconds since 1970. The server's time falls halfway
/// between request and reply.
#[derive(Debug, Serialize)]
struct TimeReply {
    asked: u64,
    now: u128,
}

async fn now(Json(TimeRequest { at }): Json<TimeRequest>) -> Result<Json<TimeReply>, SystemTimeError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    Ok(Json(TimeReply { asked: at, now }))
}
