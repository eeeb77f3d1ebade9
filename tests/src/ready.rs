use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Returns the output of a future that is ready at once.
///
/// # Panics
/// If the future waits.
pub fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}
