use std::{convert::Infallible, sync::Arc};

use serde_json::Value;
use tokio::sync::{Mutex, mpsc};
use websocket_api::{event::Event, extract::FromEvent};

use super::soon;

/// What handlers tell a test, in its order.
#[derive(Clone, Debug)]
pub struct Spy {
    told: mpsc::UnboundedSender<Value>,
    heard: Arc<Mutex<mpsc::UnboundedReceiver<Value>>>,
}

impl Default for Spy {
    fn default() -> Self {
        let (told, heard) = mpsc::unbounded_channel();
        Spy { told, heard: Arc::new(Mutex::new(heard)) }
    }
}

impl Spy {
    /// Tells something.
    ///
    /// # Panics
    /// Never: what it is told through is there as long as itself.
    pub fn tell(&self, what: impl Into<Value>) {
        self.told.send(what.into()).expect("it is there");
    }

    /// What is told next.
    ///
    /// # Panics
    /// When nothing is.
    pub async fn next(&self) -> Value {
        soon(async { self.heard.lock().await.recv().await }).await.expect("something is told")
    }

    /// What was told and not asked for. Once the gateway has stopped that is all there will be.
    ///
    /// # Panics
    /// When somebody waits for what is told.
    pub fn rest(&self) -> Vec<Value> {
        let mut heard = self.heard.try_lock().expect("nobody waits");
        std::iter::from_fn(|| heard.try_recv().ok()).collect()
    }
}

/// The event itself, to the letter.
#[derive(Clone, Debug)]
pub struct Whole(pub String);

impl<E, S> FromEvent<E, S> for Whole {
    type Rejection = Infallible;

    fn from_event(event: &Event<'_>, _: &S) -> Result<Self, Infallible> {
        Ok(Whole(event.as_json().to_owned()))
    }
}
