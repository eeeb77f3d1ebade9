use serde::{Deserialize, Serialize};
use websocket_api::{
    connections::Connections,
    extract::{ConnectionId, Json},
    websocket_api,
};

websocket_api! {
    /// A doorbell: each bell is a connection, and its number is the connection ID. A client rings it by its
    /// number.
    pub Doorbell {
        routes: {
            $default: { function: whoami, return_response: true },
            ring:     { function: { handler: ring, timeout: 5 } },
        },
        defaults:   { function: { memory_size: 128, architecture: arm64 } },
        access_log: { retention: one_month },
    }
}

/// A bell and its number.
#[derive(Debug, Serialize)]
struct Bell {
    bell: ConnectionId,
}

async fn whoami(bell: ConnectionId) -> Json<Bell> {
    Json(Bell { bell })
}

#[derive(Debug, Deserialize)]
struct Ring {
    bell: ConnectionId,
    from: String,
}

/// The message to the bell's connection.
#[derive(Debug, Serialize)]
struct Rang {
    from: String,
}

async fn ring(
    Json(ring): Json<Ring>,
    connections: Connections,
) -> Result<(), websocket_api::connections::Error> {
    connections.send(&ring.bell, Json(Rang { from: ring.from })).await
}
