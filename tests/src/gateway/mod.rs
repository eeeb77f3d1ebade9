//! Helpers for tests of the local gateway: a client that sends any bytes, and handlers that record events.

mod backend;
mod error_ids;
mod frame;
mod gate;
mod proxy;
mod raw_connection;
mod request;
mod room;
mod spy;

use std::time::Duration;

use tokio::time::timeout;

pub use backend::{backend, key};
pub use error_ids::{error_ids, is_id};
pub use frame::{BINARY, CLOSE, CONTINUATION, FIN, Frame, PING, PONG, TEXT, close_frame, fragments};
pub use gate::Gate;
pub use proxy::Proxy;
pub use raw_connection::RawConnection;
pub use request::{Answer, Request};
pub use room::{Room, WAIT};
pub use spy::{EventJson, Spy};

/// The maximum wait for an event. It is far longer than necessary, so that tests pass on slow machines.
pub const EVENT_TIMEOUT: Duration = Duration::from_secs(30);

/// Returns the output of a future within [`EVENT_TIMEOUT`].
///
/// # Panics
/// If the future takes longer.
pub async fn soon<F: Future>(future: F) -> F::Output {
    timeout(EVENT_TIMEOUT, future).await.expect("something happens")
}
