//! What an expansion calls for each handler: `returns(As::<K>, takes(For::<E, S>, runs(signature(path))))`.
//!
//! Types are inferred from the function first and compared with what its kind of handler takes and returns then, each in a
//! step of its own: a wrong handler is one short error, where one bound for everything would name none of its reasons. A step
//! keeps a function pointer of what it found, so that no later one has to ask again and fail again.

use std::{fmt, marker::PhantomData};

use super::{
    Endpoint, Kind, Outcome,
    signature::{BoxFuture, HandlerFuture, Signature},
};
use crate::{
    event::Event,
    extract::{FromEvents, Rejection},
    response::{HandlerError, IntoResponse},
};

/// A function with its arguments inferred.
pub struct Signed<F, Args, Fut> {
    function: F,
    call: fn(&F, Args) -> Fut,
}

/// Infers the arguments.
pub fn signature<F: Signature<Args>, Args>(function: F) -> Signed<F, Args, F::Returned> {
    Signed { function, call: F::call }
}

/// An `async fn` with its output inferred.
pub struct Running<F, Args, Fut, O> {
    signed: Signed<F, Args, Fut>,
    boxed: fn(Fut) -> BoxFuture<O>,
}

/// Infers what the handler comes to.
pub fn runs<F, Args, Fut: HandlerFuture<O> + Send + 'static, O>(
    signed: Signed<F, Args, Fut>,
) -> Running<F, Args, Fut, O> {
    Running { signed, boxed: Fut::boxed }
}

/// The kind of event that a handler is for, and the API's state.
pub struct For<E, S>(PhantomData<fn(E, S)>);

impl<E, S> For<E, S> {
    /// The only value.
    pub const HANDLER: Self = For(PhantomData);
}

/// A handler that takes what there is.
pub struct Taking<F, Args, Fut, O, S> {
    running: Running<F, Args, Fut, O>,
    take: fn(&Event<'_>, &S) -> Result<Args, Rejection>,
    #[cfg(feature = "asyncapi")]
    pub(super) accounts: Option<crate::asyncapi::Accounts>,
}

/// Compares the arguments with the event.
pub fn takes<F, Args: FromEvents<E, S>, Fut, O, E, S>(
    _: For<E, S>,
    running: Running<F, Args, Fut, O>,
) -> Taking<F, Args, Fut, O, S> {
    Taking {
        running,
        take: Args::from_events,
        #[cfg(feature = "asyncapi")]
        accounts: None,
    }
}

/// What messages are compared with must be known.
#[cfg(feature = "asyncapi")]
pub fn validated<F, Args: crate::asyncapi::Describe, Fut, O, S>(
    taking: Taking<F, Args, Fut, O, S>,
) -> Taking<F, Args, Fut, O, S> {
    taking
}

/// The kind of reply that a handler gives.
pub struct As<K>(PhantomData<fn(K)>);

impl<K> As<K> {
    /// The only value.
    pub const HANDLER: Self = As(PhantomData);
}

/// What a handler comes to. It is wrapped because rustc, where a condition of an implementation fails on the very type that was
/// asked about, tells the question and not the condition.
pub struct Returned<O>(PhantomData<O>);

pub trait Replies<K: Kind> {
    type Output;

    fn reply(output: Self::Output) -> Result<K::Response, HandlerError>;
}

impl<K: Kind, O: IntoResponse<K>> Replies<K> for Returned<O> {
    type Output = O;

    fn reply(output: O) -> Result<K::Response, HandlerError> {
        output.into_response()
    }
}

/// Compares what the handler comes to with what can be replied, and is done.
pub fn returns<F, Args, Fut, O, K, S>(_: As<K>, taking: Taking<F, Args, Fut, O, S>) -> Endpoint<S>
where
    F: Send + Sync + 'static,
    Args: 'static,
    Fut: 'static,
    O: 'static,
    Returned<O>: Replies<K, Output = O>,
    K: Kind,
    S: 'static,
{
    #[cfg(feature = "asyncapi")]
    let accounts = taking.accounts;
    let Taking { running: Running { signed: Signed { function, call }, boxed }, take, .. } = taking;
    let reply: fn(O) -> Result<K::Response, HandlerError> = Returned::<O>::reply;
    let endpoint = Endpoint::new(K::EVENT, move |event: &Event<'_>, state: &S| {
        let args = match take(event, state) {
            Ok(args) => args,
            Err(rejection) => return Outcome::Rejected(rejection),
        };
        let facts = K::facts(event);
        let output = boxed(call(&function, args));
        Outcome::Running(Box::pin(async move { K::finish(reply(output.await), facts) }))
    });
    #[cfg(feature = "asyncapi")]
    let endpoint = endpoint.with_accounts(accounts);
    endpoint
}

macro_rules! opaque {
    ($($name:literal $type:ident<$($param:ident),+>)+) => {$(
        impl<$($param),+> fmt::Debug for $type<$($param),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($name)
            }
        }
    )+};
}

opaque! {
    "Signed" Signed<F, Args, Fut>
    "Running" Running<F, Args, Fut, O>
    "Taking" Taking<F, Args, Fut, O, S>
    "For" For<E, S>
    "As" As<K>
    "Returned" Returned<O>
}
