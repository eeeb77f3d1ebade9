use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use serde::Serialize;
use serde_json::{Map, Value};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{id::new_id, moment::Moment};

/// Bytes that may wait for a client who does not read. API Gateway's own bound is not published; it answers 429 when it is
/// reached (conformance 3.2).
const BUFFER: usize = 1024 * 1024;
/// What a waiting message takes besides its text.
const OVERHEAD: usize = 64;

/// A client's connection, from its handshake to its end.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: String,
    pub(super) connected_at: Moment,
    pub(super) identity: Identity,
    /// The host that the client asked for.
    pub(super) domain_name: String,
    /// What the authorizer said of the client, everything as text.
    pub(super) authorizer: Option<Map<String, Value>>,
    last_active: AtomicI64,
    outbox: mpsc::UnboundedSender<Outgoing>,
    room: Arc<Semaphore>,
}

/// Who a client is, as events tell it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Identity {
    #[serde(flatten)]
    pub(super) iam: Option<Caller>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user_agent: Option<String>,
    pub(super) source_ip: IpAddr,
}

/// Who signed a handshake.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Caller {
    pub(super) account_id: &'static str,
    pub(super) access_key: String,
    pub(super) caller: String,
    pub(super) user: String,
    pub(super) user_arn: String,
}

/// What waits to be sent to a client.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// A message, with the room that it takes until it is written.
    Text(Utf8Bytes, OwnedSemaphorePermit),
    /// The end, which `DELETE` asked for.
    Close,
}

/// Why a message cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsent {
    Gone,
    Full,
}

impl Connection {
    pub(super) fn new(
        connected_at: Moment,
        identity: Identity,
        domain_name: String,
    ) -> (Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (outbox, outgoing) = mpsc::unbounded_channel();
        let connection = Connection {
            id: new_id(),
            connected_at,
            identity,
            domain_name,
            authorizer: None,
            last_active: AtomicI64::new(connected_at.millis()),
            outbox,
            room: Arc::new(Semaphore::new(BUFFER)),
        };
        (connection, outgoing)
    }

    pub(super) fn last_active(&self) -> Moment {
        Moment::from_millis(self.last_active.load(Ordering::Relaxed))
    }

    pub(super) fn touch(&self) {
        self.last_active.store(Moment::now().millis(), Ordering::Relaxed);
    }

    /// Sends a message now, or not at all.
    pub(super) fn send(&self, text: Utf8Bytes) -> Result<(), Unsent> {
        let room = self.room.clone().try_acquire_many_owned(size(&text));
        let room = room.map_err(|_| if self.room.is_closed() { Unsent::Gone } else { Unsent::Full })?;
        self.outbox.send(Outgoing::Text(text, room)).map_err(|_| Unsent::Gone)
    }

    /// Asks for the end, after what waits already.
    pub(super) fn close(&self) {
        // Who has ended already need not be asked.
        _ = self.outbox.send(Outgoing::Close);
    }

    /// Nothing can be sent any more.
    pub(super) fn end(&self) {
        self.room.close();
    }
}

fn size(text: &Utf8Bytes) -> u32 {
    u32::try_from((text.len() + OVERHEAD).min(BUFFER)).unwrap_or(u32::MAX)
}
