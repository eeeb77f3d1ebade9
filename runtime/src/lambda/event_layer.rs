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

use crate::{
    function_error::FunctionError,
    response::LambdaResponse,
    router::{ResponseFuture, Router},
};

thread_local! {
    /// The event of the call that this thread is in.
    static EVENT: Cell<Bytes> = const { Cell::new(Bytes::new()) };
    /// Keeps `lambda_runtime` from logging an error again.
    static LOG_GUARD: RefCell<Option<DefaultGuard>> = const { RefCell::new(None) };
}

/// Keeps the event, and leaves `null` for `lambda_runtime` to parse.
#[derive(Clone, Debug)]
pub(super) struct EventLayer;

impl<S> Layer<S> for EventLayer {
    type Service = EventService<S>;

    fn layer(&self, inner: S) -> EventService<S> {
        EventService(inner)
    }
}

#[derive(Clone, Debug)]
pub(super) struct EventService<S>(S);

impl<S: Service<LambdaInvocation>> Service<LambdaInvocation> for EventService<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = EventFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, mut invocation: LambdaInvocation) -> EventFuture<S::Future> {
        EVENT.set(mem::replace(&mut invocation.body, Bytes::from_static(b"null")));
        EventFuture(Box::pin(self.0.call(invocation)))
    }
}

/// The handling of an event by `lambda_runtime`, which may log again after it.
pub(super) struct EventFuture<F>(Pin<Box<F>>);

impl<F: Future> Future for EventFuture<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _end = LogGuardReset;
        self.0.as_mut().poll(context)
    }
}

impl<F> fmt::Debug for EventFuture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventFuture")
    }
}

struct LogGuardReset;

impl Drop for LogGuardReset {
    fn drop(&mut self) {
        LOG_GUARD.take();
    }
}

/// Passes the kept event to the router.
#[derive(Clone, Debug)]
pub(super) struct RouterService(pub(super) Router);

impl Service<LambdaEvent<()>> for RouterService {
    type Response = LambdaResponse;
    type Error = FunctionError;
    type Future = RouterFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), FunctionError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: LambdaEvent<()>) -> RouterFuture {
        RouterFuture(self.0.handle(&EVENT.take()))
    }
}

/// The handling of an event by the router, which has logged its error.
#[derive(Debug)]
pub(super) struct RouterFuture(ResponseFuture);

impl Future for RouterFuture {
    type Output = Result<LambdaResponse, FunctionError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let served = Pin::new(&mut self.0).poll(context);
        if let Poll::Ready(Err(_)) = served {
            LOG_GUARD.set(Some(dispatcher::set_default(&Dispatch::none())));
        }
        served
    }
}
