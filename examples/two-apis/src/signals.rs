use serde::{Deserialize, Serialize};
use websocket_api::{
    connections::{Connections, Error},
    extract::{ConnectionId, Json},
    websocket_api,
};

websocket_api! {
    /// Relays the signals that two players exchange before WebRTC connects them directly.
    pub Signals {
        routes: {
            whoami: { function: whoami, return_response: true },
            signal: signal,
        },
        defaults:      { function: { memory_size: 128, architecture: arm64 } },
        access_log:    { retention: one_week },
        custom_domain: { domain_name: "game.example.com", hosted_zone: "example.com", path: "signals" },
        // The clients are one program, which sends no unknown messages.
        allow:         [no_default_route],
    }
}

#[derive(Debug, Serialize)]
struct Player {
    player: ConnectionId,
}

async fn whoami(player: ConnectionId) -> Json<Player> {
    Json(Player { player })
}

/// A session description or ICE candidate for another player.
#[derive(Debug, Deserialize)]
struct Signal {
    to: ConnectionId,
    description: String,
}

#[derive(Debug, Serialize)]
struct RelayedSignal {
    from: ConnectionId,
    description: String,
}

async fn signal(
    from: ConnectionId,
    Json(signal): Json<Signal>,
    connections: Connections,
) -> Result<(), Error> {
    connections.send(&signal.to, Json(RelayedSignal { from, description: signal.description })).await
}
