use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{
    runtime::Handle,
    task::{JoinError, JoinHandle},
    time::{Instant, timeout_at},
};
use tokio_util::task::TaskTracker;

use super::{function_response::FunctionResponse, handler_invoker::HandlerInvoker};
use crate::function_error::FunctionError;

/// The interval at which a task checks if its function has started.
const START_POLL_INTERVAL: Duration = Duration::from_millis(10);

/// A function that runs on the runtime of handlers up to its time limit, even if no client waits for it.
///
/// The limit starts with the function, as on Lambda: a function that waits for a thread is not stopped before it has started.
#[derive(Debug)]
pub(super) struct FunctionTask<R> {
    handle: JoinHandle<Result<R, FunctionError>>,
    started: Arc<OnceLock<Instant>>,
    limit: Duration,
}

/// The end of a function.
#[derive(Debug)]
pub(super) enum FunctionExit<R> {
    Returned(Result<R, FunctionError>),
    /// The function exceeded its time limit.
    TimedOut,
    /// The runtime ended, or the invoker panicked.
    Aborted(JoinError),
}

impl<R: FunctionResponse> FunctionTask<R> {
    /// Starts the function of an event.
    pub(super) fn start(
        (runtime, tasks): (&Handle, &TaskTracker),
        invoker: Arc<dyn HandlerInvoker>,
        event: Vec<u8>,
        limit: Duration,
    ) -> Self {
        let started = Arc::new(OnceLock::new());
        let start = started.clone();
        let run = async move {
            start.get_or_init(Instant::now);
            // On the runtime of handlers, whose threads the gateway does not wait for.
            R::parse(&invoker.invoke(event).await?)
        };
        FunctionTask { handle: tasks.spawn_on(run, runtime), started, limit }
    }

    /// Waits for the end of the function; returns `None` if the function still runs at this time.
    pub(super) async fn wait_until(&mut self, time: Instant) -> Option<FunctionExit<R>> {
        loop {
            let started = self.started.get().copied();
            let end = match started {
                Some(started) => started + self.limit,
                // A function that has not started has all of its time left.
                None => Instant::now() + self.limit.max(START_POLL_INTERVAL),
            };
            if let Ok(exit) = timeout_at(end.min(time), &mut self.handle).await {
                return Some(exit.map_or_else(FunctionExit::Aborted, FunctionExit::Returned));
            }
            if started.is_some() && end <= time {
                // A function that blocks its thread ends only when it no longer blocks.
                self.handle.abort();
                return Some(FunctionExit::TimedOut);
            }
            if time <= Instant::now() {
                return None;
            }
        }
    }

    /// Waits for the end of a function that no client waits for.
    pub(super) async fn run_to_end(mut self) {
        loop {
            let later = Instant::now() + self.limit.max(START_POLL_INTERVAL);
            if self.wait_until(later).await.is_some() {
                return;
            }
        }
    }
}
