use std::{convert::Infallible, sync::Arc};

use serde_json::Value;
use tokio::sync::{Mutex, mpsc};
use websocket_api::extract::{FromEvent, Request};

use super::soon;

/// The events that handlers record for a test, in order.
#[derive(Clone, Debug)]
pub struct Spy {
    sender: mpsc::UnboundedSender<Value>,
    receiver: Arc<Mutex<mpsc::UnboundedReceiver<Value>>>,
}

impl Default for Spy {
    fn default() -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        Spy { sender, receiver: Arc::new(Mutex::new(receiver)) }
    }
}

impl Spy {
    /// Records a value.
    ///
    /// # Panics
    /// Never: the receiver lives as long as the sender.
    pub fn record(&self, what: impl Into<Value>) {
        self.sender.send(what.into()).expect("a receiver");
    }

    /// Returns the next recorded value.
    ///
    /// # Panics
    /// If no value is recorded in time.
    pub async fn next(&self) -> Value {
        soon(async { self.receiver.lock().await.recv().await }).await.expect("a recorded value")
    }

    /// Returns the unread values. After the gateway has stopped these are all.
    ///
    /// # Panics
    /// If another caller waits for a value.
    pub fn rest(&self) -> Vec<Value> {
        let mut receiver = self.receiver.try_lock().expect("no other reader");
        std::iter::from_fn(|| receiver.try_recv().ok()).collect()
    }
}

/// The exact JSON of an event.
#[derive(Clone, Debug)]
pub struct EventJson(pub String);

impl<E, S> FromEvent<E, S> for EventJson {
    type Rejection = Infallible;

    fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Infallible> {
        Ok(EventJson(request.as_json().to_owned()))
    }
}
