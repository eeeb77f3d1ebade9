use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// What a future comes to that waits for nothing.
///
/// # Panics
/// When it waits.
pub fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}
