//! What tests of the gateway on localhost need: a client that sends whatever it is told to, handlers that tell what they saw.

mod backend;
mod frame;
mod gate;
mod proxy;
mod refusal;
mod request;
mod room;
mod spy;
mod wire;

use std::time::Duration;

use tokio::time::timeout;

pub use backend::{backend, key};
pub use frame::{BINARY, CLOSE, CONTINUATION, FIN, Frame, PING, PONG, TEXT, closing, fragments};
pub use gate::Gate;
pub use proxy::Proxy;
pub use refusal::{is_id, refusal};
pub use request::{Answer, Request};
pub use room::{Room, WAIT};
pub use spy::{Spy, Whole};
pub use wire::Wire;

/// After so long nothing will happen any more. Far longer than anything takes, so that no test depends on the machine.
pub const NEVER: Duration = Duration::from_secs(30);

/// What a future comes to.
///
/// # Panics
/// When it comes to nothing.
pub async fn soon<F: Future>(future: F) -> F::Output {
    timeout(NEVER, future).await.expect("something happens")
}
