use serde_json::{Value, json};
use websocket_api::{
    ConnectionId,
    extract::{Connections, DisconnectReason, Json, Query, State, Text},
    gateway::{Gateway, Serve},
    websocket_api,
};

use super::{Gate, Spy};

/// What a message must be that waits before the gate; another number in it is another name.
pub const WAIT: &str = r#"{"action":"wait","name":1}"#;

/// A room whose messages come back, at once or, as [`WAIT`], when the gate is opened; it tells who begins, finishes and leaves.
#[derive(Clone, Debug, Default)]
pub struct Room {
    /// What it is told with.
    pub spy: Spy,
    /// What waits.
    pub gate: Gate,
}

websocket_api! {
    Chat {
        state: Room,
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            $default: { function: echo, return_response: true },
            wait: { function: { handler: wait, timeout: 900 }, return_response: true },
        },
    }
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    wait: bool,
}

async fn connect(Query(asked): Query<Asked>, State(room): State<Room>) {
    if asked.wait {
        room.spy.tell("connecting");
        room.gate.pass().await;
    }
}

async fn disconnect(
    id: ConnectionId,
    reason: DisconnectReason,
    connections: Connections,
    State(room): State<Room>,
) -> Result<(), &'static str> {
    let is_gone = connections.send(&id, "bye").await.is_err_and(|error| error.is_gone());
    room.spy.tell(json!([id, reason.code, reason.reason, is_gone]));
    // Nobody hears of it.
    Err("out of tea")
}

async fn echo(Text(text): Text) -> String {
    text
}

#[derive(serde::Deserialize)]
struct Named {
    name: u32,
}

async fn wait(Json(Named { name }): Json<Named>, State(room): State<Room>) -> String {
    room.spy.tell(json!({ "begun": name }));
    room.gate.pass().await;
    room.spy.tell(json!({ "finished": name }));
    format!("finished {name}")
}

impl Room {
    /// A gateway to be set up.
    pub fn serve(&self) -> Serve {
        Chat::api().with_state(self.clone()).serve("127.0.0.1:0")
    }

    /// A gateway and its room.
    ///
    /// # Panics
    /// When it cannot listen.
    pub async fn open() -> (Gateway, Room) {
        let room = Room::default();
        (room.serve().await.expect("a gateway"), room)
    }

    /// The code and the reason that `$disconnect` tells next.
    ///
    /// # Panics
    /// When something else is told.
    pub async fn ended(&self) -> (u16, String) {
        let told = self.spy.next().await;
        let (_, code, reason, _): (String, u16, String, bool) = serde_json::from_value(told).expect("an end");
        (code, reason)
    }

    /// What `$disconnect` tells of a connection that is over; by then it cannot be posted to.
    pub fn end(id: &ConnectionId, code: u16, reason: &str) -> Value {
        json!([id, code, reason, true])
    }

    /// The id of the only connection.
    ///
    /// # Panics
    /// When there are others, or none.
    pub fn only(gateway: &Gateway) -> ConnectionId {
        let [id] = &*gateway.connections() else { panic!("one connection") };
        id.clone()
    }
}
