use std::task::{Context, Poll};

use lambda_runtime::{LambdaEvent, Service};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    function_error::FunctionError,
    response::LambdaResponse,
    router::{ResponseFuture, Router},
};

/// An event as `lambda_runtime` hands it to a [`Router`]: its JSON, unread.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct LambdaPayload(Box<RawValue>);

impl Service<LambdaEvent<LambdaPayload>> for Router {
    type Response = LambdaResponse;
    type Error = FunctionError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), FunctionError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, event: LambdaEvent<LambdaPayload>) -> ResponseFuture {
        self.handle(event.payload.0.get().as_bytes())
    }
}
