use std::{sync::Arc, time::Duration};

use tokio::{runtime::Handle, time::Instant};
use tokio_util::task::TaskTracker;
use websocket_api_model::limits;

use super::{
    function_response::{FunctionResponse, IntegrationResponse},
    function_task::{FunctionExit, FunctionTask},
    handler_invoker::HandlerInvoker,
    id::Uuid,
    invocation::{Invocation, InvocationResult},
    response::text,
    route_table::GatewayRoute,
    settings::TimeoutScale,
};
use crate::function_error::FunctionError;

/// The functions of an API, which it runs with the time limits of Lambda and of API Gateway.
#[derive(Debug)]
pub(super) struct FunctionRunner {
    invoker: Arc<dyn HandlerInvoker>,
    /// The runtime of handlers.
    runtime: Handle,
    tasks: TaskTracker,
    timeout_scale: TimeoutScale,
}

/// The outcome of a function.
#[derive(Debug)]
pub(super) enum FunctionOutcome<R> {
    Response(R),
    /// The function failed, for which a client gets an internal error.
    Failed(FunctionError),
    /// The function exceeded the integration timeout.
    TimedOut,
}

impl FunctionRunner {
    pub(super) fn new(
        (invoker, runtime): (Arc<dyn HandlerInvoker>, Handle),
        tasks: TaskTracker,
        timeout_scale: TimeoutScale,
    ) -> Self {
        FunctionRunner { invoker, runtime, tasks, timeout_scale }
    }

    /// Invokes the function of a route, and adds the result to the invocation. A function that exists on AWS only fails.
    pub(super) async fn invoke_route(
        &self,
        route: &GatewayRoute,
        event: Vec<u8>,
        invocation: &mut Invocation,
    ) -> FunctionOutcome<IntegrationResponse> {
        let Some(limit) = route.timeout() else {
            return FunctionOutcome::Failed(FunctionError::not_run_here());
        };
        let (outcome, result) = self.invoke(limit, event).await;
        invocation.integration = Some(result);
        outcome
    }

    /// Invokes a function with this time limit. It runs to its end, even if it exceeds the integration timeout.
    pub(super) async fn invoke<R: FunctionResponse>(
        &self,
        limit: Duration,
        event: Vec<u8>,
    ) -> (FunctionOutcome<R>, InvocationResult) {
        let start = Instant::now();
        let runs_on = (&self.runtime, &self.tasks);
        let mut task =
            FunctionTask::<R>::start(runs_on, self.invoker.clone(), event, self.timeout_scale.apply(limit));
        let deadline = start + self.timeout_scale.apply(limits::INTEGRATION_TIMEOUT);
        let outcome: FunctionOutcome<R> = match task.wait_until(deadline).await {
            Some(FunctionExit::Returned(Ok(response))) => FunctionOutcome::Response(response),
            Some(FunctionExit::Returned(Err(error))) => FunctionOutcome::Failed(error),
            Some(FunctionExit::TimedOut) => FunctionOutcome::Failed(FunctionError::timed_out(limit)),
            Some(FunctionExit::Aborted(error)) => FunctionOutcome::Failed(FunctionError::stopped(&error)),
            None => {
                self.tasks.spawn(task.run_to_end());
                FunctionOutcome::TimedOut
            }
        };
        let (status, error) = match &outcome {
            FunctionOutcome::Response(response) => (Some(response.status()), None),
            FunctionOutcome::Failed(error) => (None, Some(error.message().to_owned())),
            FunctionOutcome::TimedOut => (None, Some(text::TIMED_OUT.to_owned())),
        };
        (outcome, InvocationResult { request_id: Uuid::new(), status, latency: start.elapsed(), error })
    }
}
