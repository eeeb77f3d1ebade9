use std::{cell::RefCell, io, num::NonZero, sync::Arc, thread};

use tokio::runtime::{Builder, Handle, Runtime};
use tracing::{Dispatch, dispatcher, subscriber::NoSubscriber};

/// The maximum number of threads that serve clients. They wait for no handler, so that there need not be as many as processors.
const MAX_THREADS: usize = 2;

/// The Tokio runtime on which everything but handlers runs: the listener, sockets, timers, signals. Handlers that block the threads
/// of the program's runtime block none of it.
#[derive(Debug)]
pub(crate) struct GatewayRuntime {
    handle: Handle,
    /// `None` while it is dropped.
    runtime: Option<Runtime>,
}

impl GatewayRuntime {
    /// Starts the threads, which log to the `tracing` subscriber of the current thread.
    pub(crate) fn start() -> io::Result<Arc<Self>> {
        let dispatch = dispatcher::get_default(Dispatch::clone);
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads())
            .thread_name("gateway")
            .on_thread_start(move || log_to(&dispatch))
            .enable_all()
            .build()?;
        Ok(Arc::new(GatewayRuntime { handle: runtime.handle().clone(), runtime: Some(runtime) }))
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for GatewayRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Waits for no thread: this may be one of them, or one of the program's runtime.
            runtime.shutdown_background();
        }
    }
}

/// The number of threads: one processor is left to handlers and clients, since threads that compete for it double the p99.
fn threads() -> usize {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    processors.saturating_sub(1).clamp(1, MAX_THREADS)
}

/// Makes a subscriber that of this thread, as long as the thread lasts.
pub(super) fn log_to(dispatch: &Dispatch) {
    thread_local! {
        static SUBSCRIBER: RefCell<Option<dispatcher::DefaultGuard>> = const { RefCell::new(None) };
    }
    // In place of none the program may still set one for all threads.
    if !dispatch.is::<NoSubscriber>() {
        SUBSCRIBER.set(Some(dispatcher::set_default(dispatch)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use tracing::{Event, Metadata, Subscriber, span, subscriber::set_default, warn};

    use super::*;

    /// Reports each event.
    struct Events(Sender<()>);

    impl Subscriber for Events {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
            span::Id::from_u64(1)
        }

        fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

        fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

        fn event(&self, _: &Event<'_>) {
            _ = self.0.send(());
        }

        fn enter(&self, _: &span::Id) {}

        fn exit(&self, _: &span::Id) {}
    }

    #[test]
    fn its_threads_log_where_the_thread_that_starts_it_does() {
        let (told, hears) = channel();
        let _subscriber = set_default(Events(told));
        let runtime = GatewayRuntime::start().expect("threads");
        runtime.handle().spawn(async { warn!("of a task") });
        hears.recv().expect("an event");
    }

    #[tokio::test]
    async fn it_can_be_dropped_anywhere() {
        let runtime = GatewayRuntime::start().expect("threads");
        drop(GatewayRuntime::start().expect("threads"));
        let handle = runtime.handle().clone();
        let dropped = handle.spawn(async move { drop(runtime) });
        // On one of the threads that it has, which then ends what still runs.
        _ = dropped.await;
    }
}
