use std::{
    net::IpAddr,
    sync::atomic::{AtomicI64, AtomicUsize, Ordering},
};

use serde::Serialize;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{id::new_id, timestamp::Timestamp};

/// The maximum number of bytes that wait for a client that does not read: posts, replies, errors and pongs together. API Gateway's own
/// maximum is not published; over it, posts get 429 (conformance 3.2).
pub(super) const MAX_QUEUED_BYTES: usize = 1024 * 1024;
/// The memory of a waiting message in addition to its text, in bytes.
const MESSAGE_OVERHEAD_BYTES: usize = 64;

/// A client's connection, from its handshake to its end.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: String,
    pub(super) connected_at: Timestamp,
    pub(super) identity: ConnectionIdentity,
    /// The host of the handshake.
    pub(super) domain_name: String,
    /// The authorizer's context, every value as text.
    pub(super) authorizer_context: Option<Map<String, Value>>,
    last_active: AtomicI64,
    outbox: mpsc::UnboundedSender<OutgoingItem>,
    /// The bytes that wait for the client.
    queued: AtomicUsize,
}

/// The identity of a client, as events have it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConnectionIdentity {
    #[serde(flatten)]
    pub(super) iam: Option<IamCaller>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user_agent: Option<String>,
    pub(super) source_ip: IpAddr,
}

/// The caller that signed a handshake.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IamCaller {
    pub(super) account_id: &'static str,
    pub(super) access_key: String,
    pub(super) caller: String,
    pub(super) user: String,
    pub(super) user_arn: String,
}

/// An item to send to a client.
#[derive(Debug)]
pub(super) enum OutgoingItem {
    /// A message, which is queued until it is written.
    Text(Utf8Bytes),
    /// The close of the connection, for a `DELETE`.
    Close,
}

/// The reason for which a message cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SendError {
    /// The connection has ended.
    Gone,
    /// Too much waits for the client.
    Full,
}

impl Connection {
    pub(super) fn new(
        connected_at: Timestamp,
        identity: ConnectionIdentity,
        domain_name: String,
    ) -> (Self, mpsc::UnboundedReceiver<OutgoingItem>) {
        let (outbox, outgoing) = mpsc::unbounded_channel();
        let connection = Connection {
            id: new_id(),
            connected_at,
            identity,
            domain_name,
            authorizer_context: None,
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

    /// Queues a message for the client.
    pub(super) fn send(&self, text: Utf8Bytes) -> Result<(), SendError> {
        if self.outbox.is_closed() {
            return Err(SendError::Gone);
        }
        let fits = |queued| Some(queued + size(text.len())).filter(|queued| *queued <= MAX_QUEUED_BYTES);
        self.queued.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).map_err(|_| SendError::Full)?;
        self.outbox.send(OutgoingItem::Text(text)).map_err(|_| SendError::Gone)
    }

    /// Counts a message of this size as waiting, even over the maximum.
    pub(super) fn enqueue(&self, bytes: usize) {
        self.queued.fetch_add(size(bytes), Ordering::Relaxed);
    }

    /// Counts messages as written, whose sizes add up to `bytes`.
    pub(super) fn dequeue(&self, messages: usize, bytes: usize) {
        self.queued.fetch_sub(messages * MESSAGE_OVERHEAD_BYTES + bytes, Ordering::Relaxed);
    }

    /// Returns `true` if the maximum is reached, so that no more messages may be handled.
    pub(super) fn is_full(&self) -> bool {
        self.queued.load(Ordering::Relaxed) >= MAX_QUEUED_BYTES
    }

    /// Closes the connection after the messages that wait already.
    pub(super) fn close(&self) {
        // An error: the connection has ended already.
        _ = self.outbox.send(OutgoingItem::Close);
    }
}

fn size(bytes: usize) -> usize {
    bytes + MESSAGE_OVERHEAD_BYTES
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn posts_over_queue_limit_are_rejected() {
        let identity =
            ConnectionIdentity { iam: None, user_agent: None, source_ip: Ipv4Addr::LOCALHOST.into() };
        let (connection, outgoing) = Connection::new(Timestamp::now(), identity, String::new());
        assert_eq!(connection.send("posted".into()), Ok(()));
        assert!(!connection.is_full());
        connection.enqueue(MAX_QUEUED_BYTES);
        assert!(connection.is_full());
        assert_eq!(connection.send("".into()), Err(SendError::Full));
        connection.dequeue(1, MAX_QUEUED_BYTES);
        assert_eq!(connection.send("there is room again".into()), Ok(()));
        connection.enqueue(MAX_QUEUED_BYTES);
        drop(outgoing);
        assert_eq!(connection.send("".into()), Err(SendError::Gone));
    }
}
