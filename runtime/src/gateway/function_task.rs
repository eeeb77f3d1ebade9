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

use crate::{FunctionError, LambdaResponse, Router};

/// The shortest time between two looks at whether a function has begun.
const START_POLL_INTERVAL: Duration = Duration::from_millis(10);

/// A function that runs on the program's runtime, up to its time limit, whether or not anybody waits for it.
///
/// The limit begins when the function does, as on Lambda: a function that waits for a thread is not ended before it has begun.
#[derive(Debug)]
pub(super) struct FunctionTask {
    running: JoinHandle<Result<LambdaResponse, FunctionError>>,
    begun: Arc<OnceLock<Instant>>,
    limit: Duration,
}

/// The end of a function.
#[derive(Debug)]
pub(super) enum FunctionExit {
    Returned(Result<LambdaResponse, FunctionError>),
    /// It took longer than its limit.
    TimedOut,
    /// The runtime ended, or what runs handlers panicked.
    Aborted(JoinError),
}

impl FunctionTask {
    /// Starts the function that an event is for.
    pub(super) fn start(
        (handlers, work): (&Handle, &TaskTracker),
        router: Arc<Router>,
        event: Vec<u8>,
        limit: Duration,
    ) -> Self {
        let begun = Arc::new(OnceLock::new());
        let begins = begun.clone();
        let running = work.spawn_on(
            async move {
                begins.get_or_init(Instant::now);
                // Extractors are the program's code, too.
                let handling = router.handle(&event);
                drop(event);
                handling.await
            },
            handlers,
        );
        FunctionTask { running, begun, limit }
    }

    /// Waits for the end; `None` if it has not ended at this time.
    pub(super) async fn until(&mut self, time: Instant) -> Option<FunctionExit> {
        loop {
            let begun = self.begun.get().copied();
            // As long as it has not begun, it has all of its time.
            let end = match begun {
                Some(begun) => begun + self.limit,
                None => Instant::now() + self.limit.max(START_POLL_INTERVAL),
            };
            if let Ok(ended) = timeout_at(end.min(time), &mut self.running).await {
                return Some(ended.map_or_else(FunctionExit::Aborted, FunctionExit::Returned));
            }
            if begun.is_some() && end <= time {
                // One that blocks its thread goes on until it blocks no more.
                self.running.abort();
                return Some(FunctionExit::TimedOut);
            }
            if time <= Instant::now() {
                return None;
            }
        }
    }

    /// Waits for the end, for which no client waits any longer.
    pub(super) async fn watch(mut self) {
        loop {
            let later = Instant::now() + self.limit.max(START_POLL_INTERVAL);
            if self.until(later).await.is_some() {
                return;
            }
        }
    }
}
