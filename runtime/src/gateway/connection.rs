use std::{
    net::IpAddr,
    sync::atomic::{AtomicI64, AtomicUsize, Ordering},
};

use serde::Serialize;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{id::new_id, timestamp::Timestamp};

/// The bytes that may wait for a client that does not read: posts, replies, errors and pongs together. API Gateway's own bound is not
/// published; it answers posts with 429 when it is reached (conformance 3.2).
pub(super) const BUFFER: usize = 1024 * 1024;
/// The bytes that a waiting message takes besides its text.
const OVERHEAD: usize = 64;

/// A client's connection, from its handshake to its end.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: String,
    pub(super) connected_at: Timestamp,
    pub(super) identity: Identity,
    /// The host that the client asked for.
    pub(super) domain_name: String,
    /// What the authorizer said of the client, everything as text.
    pub(super) authorizer: Option<Map<String, Value>>,
    last_active: AtomicI64,
    outbox: mpsc::UnboundedSender<Outgoing>,
    /// The bytes that wait for the client.
    queued: AtomicUsize,
}

/// Who a client is, as events tell it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Identity {
    #[serde(flatten)]
    pub(super) iam: Option<IamCaller>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user_agent: Option<String>,
    pub(super) source_ip: IpAddr,
}

/// Who signed a handshake.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IamCaller {
    pub(super) account_id: &'static str,
    pub(super) access_key: String,
    pub(super) caller: String,
    pub(super) user: String,
    pub(super) user_arn: String,
}

/// What waits to be sent to a client.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// A message, which is queued until it is written.
    Text(Utf8Bytes),
    /// The end, which `DELETE` asked for.
    Close,
}

/// Why a message cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SendError {
    Gone,
    Full,
}

impl Connection {
    pub(super) fn new(
        connected_at: Timestamp,
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
            queued: AtomicUsize::new(0),
        };
        (connection, outgoing)
    }

    pub(super) fn last_active(&self) -> Timestamp {
        Timestamp::from_millis(self.last_active.load(Ordering::Relaxed))
    }

    pub(super) fn touch(&self) {
        self.last_active.store(Timestamp::now().millis(), Ordering::Relaxed);
    }

    /// Sends a message now, or not at all.
    pub(super) fn send(&self, text: Utf8Bytes) -> Result<(), SendError> {
        if self.outbox.is_closed() {
            return Err(SendError::Gone);
        }
        let fits = |queued| Some(queued + size(text.len())).filter(|queued| *queued <= BUFFER);
        self.queued.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).map_err(|_| SendError::Full)?;
        self.outbox.send(Outgoing::Text(text)).map_err(|_| SendError::Gone)
    }

    /// Counts a message of so many bytes that waits for the client, and is not refused.
    pub(super) fn enqueue(&self, bytes: usize) {
        self.queued.fetch_add(size(bytes), Ordering::Relaxed);
    }

    /// Counts so many messages, of so many bytes in all, as written.
    pub(super) fn dequeue(&self, messages: usize, bytes: usize) {
        self.queued.fetch_sub(messages * OVERHEAD + bytes, Ordering::Relaxed);
    }

    /// Returns `true` if so much waits for the client that nothing more may be begun for it.
    pub(super) fn is_full(&self) -> bool {
        self.queued.load(Ordering::Relaxed) >= BUFFER
    }

    /// Asks for the end, after what waits already.
    pub(super) fn close(&self) {
        // Who has ended already need not be asked.
        _ = self.outbox.send(Outgoing::Close);
    }
}

fn size(bytes: usize) -> usize {
    bytes + OVERHEAD
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn posts_replies_and_pongs_have_one_bound() {
        let identity = Identity { iam: None, user_agent: None, source_ip: Ipv4Addr::LOCALHOST.into() };
        let (connection, outgoing) = Connection::new(Timestamp::now(), identity, String::new());
        assert_eq!(connection.send("posted".into()), Ok(()));
        assert!(!connection.is_full());
        connection.enqueue(BUFFER);
        assert!(connection.is_full());
        assert_eq!(connection.send("".into()), Err(SendError::Full));
        connection.dequeue(1, BUFFER);
        assert_eq!(connection.send("there is room again".into()), Ok(()));
        connection.enqueue(BUFFER);
        drop(outgoing);
        assert_eq!(connection.send("".into()), Err(SendError::Gone));
    }
}
