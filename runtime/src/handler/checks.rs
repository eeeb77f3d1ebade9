//! The functions that an expansion calls for each handler:
//! `check_return(OutputOf::<K>, check_arguments(EventFor::<E, S>, check_async(check_function(path))))`.
//!
//! Each check infers or compares one thing: first the function's arguments and output, then the arguments with the event,
//! then the output with the kind of handler. A wrong handler is therefore one short error, where one bound for everything
//! would name none of its reasons. The type that a check returns keeps a function pointer to what the check found, so that
//! a later check does not repeat the bound and fail again.

use std::{fmt, marker::PhantomData};

use super::{
    Endpoint,
    endpoint::HandlerOutcome,
    schema::HandlerSchemas,
    signature::{BoxFuture, HandlerFuture, Signature},
};
use crate::{
    extract::{FromEvents, Rejection, Request},
    response::{HandlerError, HandlerKind, IntoResponse},
};

/// A function with its arguments inferred.
pub struct HandlerFn<F, Args, Fut> {
    function: F,
    call: fn(&F, Args) -> Fut,
}

/// Infers the arguments of a handler.
pub fn check_function<F: Signature<Args>, Args>(function: F) -> HandlerFn<F, Args, F::Output> {
    HandlerFn { function, call: F::call }
}

/// An `async fn` with its output inferred.
pub struct AsyncHandler<F, Args, Fut, O> {
    handler: HandlerFn<F, Args, Fut>,
    boxed: fn(Fut) -> BoxFuture<O>,
}

/// Infers the output of a handler's future.
pub fn check_async<F, Args, Fut: HandlerFuture<O> + Send + 'static, O>(
    handler: HandlerFn<F, Args, Fut>,
) -> AsyncHandler<F, Args, Fut, O> {
    AsyncHandler { handler, boxed: Fut::boxed }
}

/// The kind of event that a handler is for, and the API's state.
pub struct EventFor<E, S>(PhantomData<fn(E, S)>);

impl<E, S> EventFor<E, S> {
    /// The only value.
    pub const HANDLER: Self = EventFor(PhantomData);
}

/// An `async fn` whose arguments implement `FromEvent` for its kind of event.
pub struct HandlerWithArgs<F, Args, Fut, O, S> {
    handler: AsyncHandler<F, Args, Fut, O>,
    extract: fn(&Request<'_>, &S) -> Result<Args, Rejection>,
    pub(super) schemas: HandlerSchemas,
}

/// Compares the arguments of a handler with its kind of event.
pub fn check_arguments<F, Args: FromEvents<E, S>, Fut, O, E, S>(
    _: EventFor<E, S>,
    handler: AsyncHandler<F, Args, Fut, O>,
) -> HandlerWithArgs<F, Args, Fut, O, S> {
    HandlerWithArgs { handler, extract: Args::from_events, schemas: HandlerSchemas::default() }
}

/// Requires that the arguments of a handler describe its message, because API Gateway validates messages by the schema.
#[cfg(feature = "asyncapi")]
pub fn check_schema<F, Args: super::schema::DescribeMessage, Fut, O, S>(
    handler: HandlerWithArgs<F, Args, Fut, O, S>,
) -> HandlerWithArgs<F, Args, Fut, O, S> {
    handler
}

/// The kind of a handler, which decides about its output.
pub struct OutputOf<K>(PhantomData<fn(K)>);

impl<K> OutputOf<K> {
    /// The only value.
    pub const HANDLER: Self = OutputOf(PhantomData);
}

/// The output of a handler's future. The wrapper is there because of rustc's errors: where a condition of an implementation
/// fails on the type that was asked about, rustc shows the question and not the condition.
pub struct HandlerOutput<O>(PhantomData<O>);

/// An output that a kind of handler can have.
pub trait OutputFor<K: HandlerKind> {
    type Output;

    fn convert(output: Self::Output) -> Result<K::Output, HandlerError>;
}

impl<K: HandlerKind, O: IntoResponse<K>> OutputFor<K> for HandlerOutput<O> {
    type Output = O;

    fn convert(output: O) -> Result<K::Output, HandlerError> {
        output.into_response()
    }
}

/// Compares the output of a handler with its kind, and returns the endpoint.
pub fn check_return<F, Args, Fut, O, K, S>(
    _: OutputOf<K>,
    handler: HandlerWithArgs<F, Args, Fut, O, S>,
) -> Endpoint<S>
where
    F: Send + Sync + 'static,
    Args: 'static,
    Fut: 'static,
    O: 'static,
    HandlerOutput<O>: OutputFor<K, Output = O>,
    K: HandlerKind,
    S: 'static,
{
    let HandlerWithArgs { handler, extract, schemas } = handler;
    let AsyncHandler { handler: HandlerFn { function, call }, boxed } = handler;
    let convert: fn(O) -> Result<K::Output, HandlerError> = HandlerOutput::<O>::convert;
    Endpoint::new(K::EVENT, schemas, move |request: &Request<'_>, state: &S| {
        let args = match extract(request, state) {
            Ok(args) => args,
            Err(rejection) => return HandlerOutcome::Rejected(rejection),
        };
        let event_data = K::event_data(request);
        let output = boxed(call(&function, args));
        HandlerOutcome::Running(Box::pin(async move { K::finish(convert(output.await), event_data) }))
    })
}

macro_rules! opaque_debug {
    ($($name:literal $type:ident<$($param:ident),+>)+) => {$(
        impl<$($param),+> fmt::Debug for $type<$($param),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($name)
            }
        }
    )+};
}

opaque_debug! {
    "HandlerFn" HandlerFn<F, Args, Fut>
    "AsyncHandler" AsyncHandler<F, Args, Fut, O>
    "HandlerWithArgs" HandlerWithArgs<F, Args, Fut, O, S>
    "EventFor" EventFor<E, S>
    "OutputOf" OutputOf<K>
    "HandlerOutput" HandlerOutput<O>
}
