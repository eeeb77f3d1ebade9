//! `lambda_runtime` parses an event before it hands it over, into a type that owns everything. The router borrows from the
//! bytes instead: an outer layer keeps them, and the service, which is called within the layer's call, takes them.

use std::{
    cell::Cell,
    mem,
    task::{Context, Poll},
};

use bytes::Bytes;
use lambda_runtime::{LambdaEvent, LambdaInvocation, Service, tower::Layer};

use crate::{FunctionError, Handling, Reply, Router};

thread_local! {
    /// The event of the call that this thread is in.
    static EVENT: Cell<Bytes> = const { Cell::new(Bytes::new()) };
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
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, mut invocation: LambdaInvocation) -> S::Future {
        EVENT.set(mem::replace(&mut invocation.body, Bytes::from_static(b"null")));
        self.0.call(invocation)
    }
}

/// Takes the event.
#[derive(Clone, Debug)]
pub(super) struct Taking(pub(super) Router);

impl Service<LambdaEvent<()>> for Taking {
    type Response = Reply;
    type Error = FunctionError;
    type Future = Handling;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), FunctionError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: LambdaEvent<()>) -> Handling {
        self.0.handle(&EVENT.take())
    }
}
