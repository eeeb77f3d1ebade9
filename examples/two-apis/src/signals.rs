use serde::{Deserialize, Serialize};
use websocket_api::{
    connections::{Connections, Error},
    extract::{ConnectionId, Json},
    websocket_api,
};

websocket_api! {
    /// Passes on what two players must tell each other before they can speak directly, as WebRTC has it.
    pub Signals {
        routes: {
            whoami: { function: whoami, return_response: true },
            signal: signal,
        },
        defaults:      { function: { memory_size: 128, architecture: arm64 } },
        access_log:    { retention: one_week },
        custom_domain: { domain_name: "game.example.com", hosted_zone: "example.com", path: "signals" },
        // What a game sends is right, or its own fault.
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

/// An offer, an answer or a candidate, for another player.
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
