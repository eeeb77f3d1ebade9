use std::convert::Infallible;

use super::{FromEvent, Request};

/// The state that all handlers share: the API's `state`, or a part of it for which [`FromRef`] is implemented.
///
/// [`WebSocketApi::with_state`](crate::WebSocketApi::with_state) takes the state, once for each process. The router clones it for each event.
///
/// # Examples
///
/// ```
/// use std::sync::{Arc, atomic::{AtomicUsize, Ordering}};
///
/// use websocket_api::extract::State;
///
/// #[derive(Clone, Default)]
/// struct Counter(Arc<AtomicUsize>);
///
/// async fn count(State(counter): State<Counter>) {
///     counter.0.fetch_add(1, Ordering::Relaxed);
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State<T>(pub T);

/// A part of the state `S`: whatever can be made of a reference to it. Every `S: Clone` is a part of itself.
#[diagnostic::on_unimplemented(
    message = "`State<{Self}>` is not the state of this API",
    label = "expected `State<{S}>`, found `State<{Self}>`",
    note = "write the type in the declaration: `state: {Self}`",
    note = "implement `FromRef<{S}>` for `{Self}` if it is a part of the API's state"
)]
pub trait FromRef<S> {
    /// The part.
    fn from_ref(state: &S) -> Self;
}

impl<S: Clone> FromRef<S> for S {
    fn from_ref(state: &S) -> Self {
        state.clone()
    }
}

impl<E, S, T: FromRef<S>> FromEvent<E, S> for State<T> {
    type Rejection = Infallible;

    fn from_event(_: &Request<'_>, state: &S) -> Result<Self, Infallible> {
        Ok(State(T::from_ref(state)))
    }
}
