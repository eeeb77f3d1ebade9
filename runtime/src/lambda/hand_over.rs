//! Events and errors on their way through `lambda_runtime`, which parses the first and logs the second.
//!
//! `lambda_runtime` parses an event before it hands it over, into a type that owns everything. The router borrows from the
//! bytes instead: an outer layer keeps them, and the service, which is called within the layer's call, takes them.
//!
//! `lambda_runtime` logs an error that the service returns as `ERROR`, without the span of its event. The router has logged it
//! by then, at the level that it has. So nothing is logged from the moment the service returns an error until the outer layer
//! has control again, which is within the same poll.

use std::{
    cell::{Cell, RefCell},
    fmt, mem,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use lambda_runtime::{LambdaEvent, LambdaInvocation, Service, tower::Layer};
use tracing::dispatcher::{self, DefaultGuard, Dispatch};

use crate::{FunctionError, LambdaResponse, ResponseFuture, Router};

thread_local! {
    /// The event of the call that this thread is in.
    static EVENT: Cell<Bytes> = const { Cell::new(Bytes::new()) };
    /// Keeps `lambda_runtime` from logging an error again.
    static SILENCE: RefCell<Option<DefaultGuard>> = const { RefCell::new(None) };
}

/// Keeps the event, and leaves `null` for `lambda_runtime` to parse.
#[derive(Clone, Debug)]
pub(super) struct HandOver;

impl<S> Layer<S> for HandOver {
    type Service = HandingOver<S>;

    fn layer(&self, inner: S) -> HandingOver<S> {
        HandingOver(inner)
    }
}

#[derive(Clone, Debug)]
pub(super) struct HandingOver<S>(S);

impl<S: Service<LambdaInvocation>> Service<LambdaInvocation> for HandingOver<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = Outer<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, mut invocation: LambdaInvocation) -> Outer<S::Future> {
        EVENT.set(mem::replace(&mut invocation.body, Bytes::from_static(b"null")));
        Outer(Box::pin(self.0.call(invocation)))
    }
}

/// The handling of an event by `lambda_runtime`, which may log again after it.
pub(super) struct Outer<F>(Pin<Box<F>>);

impl<F: Future> Future for Outer<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _end = EndOfSilence;
        self.0.as_mut().poll(context)
    }
}

impl<F> fmt::Debug for Outer<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outer")
    }
}

struct EndOfSilence;

impl Drop for EndOfSilence {
    fn drop(&mut self) {
        SILENCE.take();
    }
}

/// Takes the event.
#[derive(Clone, Debug)]
pub(super) struct Taking(pub(super) Router);

impl Service<LambdaEvent<()>> for Taking {
    type Response = LambdaResponse;
    type Error = FunctionError;
    type Future = Inner;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), FunctionError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: LambdaEvent<()>) -> Inner {
        Inner(self.0.handle(&EVENT.take()))
    }
}

/// The handling of an event by the router, which has logged its error.
#[derive(Debug)]
pub(super) struct Inner(ResponseFuture);

impl Future for Inner {
    type Output = Result<LambdaResponse, FunctionError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let served = Pin::new(&mut self.0).poll(context);
        if let Poll::Ready(Err(_)) = served {
            SILENCE.set(Some(dispatcher::set_default(&Dispatch::none())));
        }
        served
    }
}
