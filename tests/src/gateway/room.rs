use serde_json::{Value, json};
use websocket_api::{
    ConnectionId,
    extract::{Connections, DisconnectReason, Json, Query, State, Text},
    gateway::{Gateway, Serve},
    websocket_api,
};

use super::{Gate, Spy};

/// A message whose handler waits for the gate. Another number in it is another name.
pub const WAIT: &str = r#"{"action":"wait","name":1}"#;

/// An API whose messages are echoed, at once or, as [`WAIT`], when the gate opens. Its handlers record events.
#[derive(Clone, Debug, Default)]
pub struct Room {
    /// The recorded events.
    pub spy: Spy,
    /// The gate of the waiting handlers.
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
struct ConnectQuery {
    #[serde(default)]
    wait: bool,
}

async fn connect(Query(asked): Query<ConnectQuery>, State(room): State<Room>) {
    if asked.wait {
        room.spy.record("connecting");
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
    room.spy.record(json!([id, reason.code, reason.reason, is_gone]));
    // The error is ignored.
    Err("out of tea")
}

async fn echo(Text(text): Text) -> String {
    text
}

#[derive(serde::Deserialize)]
struct WaitMessage {
    name: u32,
}

async fn wait(Json(WaitMessage { name }): Json<WaitMessage>, State(room): State<Room>) -> String {
    room.spy.record(json!({ "begun": name }));
    room.gate.pass().await;
    room.spy.record(json!({ "finished": name }));
    format!("finished {name}")
}

impl Room {
    /// Returns a gateway that tests can configure.
    pub fn serve(&self) -> Serve {
        Chat::api().with_state(self.clone()).serve("127.0.0.1:0")
    }

    /// Opens a gateway and its room.
    ///
    /// # Panics
    /// If the gateway cannot listen.
    pub async fn open() -> (Gateway, Room) {
        let room = Room::default();
        (room.serve().await.expect("a gateway"), room)
    }

    /// Waits for the next `$disconnect`. Returns its code and reason.
    ///
    /// # Panics
    /// If another event is next.
    pub async fn next_disconnect(&self) -> (u16, String) {
        let event = self.spy.next().await;
        let (_, code, reason, _): (String, u16, String, bool) =
            serde_json::from_value(event).expect("an end");
        (code, reason)
    }

    /// Returns the event that `$disconnect` records. By then the connection cannot be posted to.
    pub fn disconnect_event(id: &ConnectionId, code: u16, reason: &str) -> Value {
        json!([id, code, reason, true])
    }

    /// Returns the ID of the only connection.
    ///
    /// # Panics
    /// If the number of connections is not one.
    pub fn only_connection(gateway: &Gateway) -> ConnectionId {
        let [id] = &*gateway.connections() else { panic!("one connection") };
        id.clone()
    }
}
