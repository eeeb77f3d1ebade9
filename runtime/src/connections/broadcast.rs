use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde::ser::Error as _;

use super::{Error, transport::Transport};
use crate::connection_id::ConnectionId;

/// The outcome of a message to many connections. Every ID is in one of the three fields, in no particular order.
#[derive(Debug, Default)]
#[must_use = "connections that are gone should be forgotten, and failures are reported nowhere else"]
#[non_exhaustive]
pub struct BroadcastReport {
    /// The number of connections for which API Gateway accepted the message.
    pub sent: usize,
    /// The connections that are closed. Remove them from where their ids are stored.
    pub gone: Vec<ConnectionId>,
    /// The connections that it could not be sent to, and why.
    pub failed: Vec<(ConnectionId, Error)>,
}

impl BroadcastReport {
    /// Returns `true` if API Gateway accepted the message for every connection that is not gone.
    pub fn is_complete(&self) -> bool {
        self.failed.is_empty()
    }

    fn count(&mut self, id: ConnectionId, result: Result<(), Error>) {
        match result {
            Ok(()) => self.sent += 1,
            Err(Error::Gone) => self.gone.push(id),
            Err(error) => self.failed.push((id, error)),
        }
    }
}

/// Sends the same bytes to each.
pub(crate) async fn send_all(
    transport: &Transport,
    ids: Vec<ConnectionId>,
    data: Result<Bytes, Error>,
    concurrency: usize,
) -> BroadcastReport {
    let mut broadcast = BroadcastReport::default();
    match data {
        Ok(data) => {
            let calls = ids.into_iter().map(|id| {
                let data = data.clone();
                async move {
                    let result = transport.post(id.as_str(), data).await;
                    (id, result)
                }
            });
            let mut calls = stream::iter(calls).buffer_unordered(concurrency);
            while let Some((id, result)) = calls.next().await {
                broadcast.count(id, result);
            }
        }
        Err(error) => ids.into_iter().for_each(|id| broadcast.count(id, Err(repeat(&error)))),
    }
    broadcast
}

/// The error of a payload once more.
fn repeat(error: &Error) -> Error {
    match error {
        Error::PayloadTooLarge { size } => Error::PayloadTooLarge { size: *size },
        Error::Serialize(source) => Error::Serialize(serde_json::Error::custom(source)),
        other => Error::Serialize(serde_json::Error::custom(other)),
    }
}
