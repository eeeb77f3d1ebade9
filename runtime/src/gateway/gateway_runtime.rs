use std::{cell::RefCell, io, num::NonZero, sync::Arc, thread};

use tokio::runtime::{Builder, Handle, Runtime};
use tracing::{Dispatch, dispatcher, subscriber::NoSubscriber};

/// The maximum number of threads that serve clients. Fewer threads than processors suffice, because no thread waits for a handler.
const MAX_THREADS: usize = 2;

/// The Tokio runtime of everything but handlers: the listener, sockets, timers, signals. A handler that blocks a thread of the program's
/// runtime blocks none of these.
#[derive(Debug)]
pub(crate) struct GatewayRuntime {
    handle: Handle,
    /// `None` during the drop.
    runtime: Option<Runtime>,
}

impl GatewayRuntime {
    /// Starts the threads, which log to the `tracing` subscriber of the current thread.
    pub(crate) fn start() -> io::Result<Arc<Self>> {
        let dispatch = dispatcher::get_default(Dispatch::clone);
        let runtime = Builder::new_multi_thread()
            .worker_threads(thread_count())
            .thread_name("gateway")
            .on_thread_start(move || set_thread_subscriber(&dispatch))
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
            // Does not wait for the threads: the current thread may be one of them, or one of the program's runtime.
            runtime.shutdown_background();
        }
    }
}

/// Returns the number of threads. One processor is left to handlers and clients: threads that compete for it double the p99.
fn thread_count() -> usize {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    processors.saturating_sub(1).clamp(1, MAX_THREADS)
}

/// Sets the `tracing` subscriber of the current thread until the thread ends.
pub(super) fn set_thread_subscriber(dispatch: &Dispatch) {
    thread_local! {
        static SUBSCRIBER: RefCell<Option<dispatcher::DefaultGuard>> = const { RefCell::new(None) };
    }
    // Without a subscriber the thread keeps the global one, which the program may set later.
    if !dispatch.is::<NoSubscriber>() {
        SUBSCRIBER.set(Some(dispatcher::set_default(dispatch)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use tracing::{Event, Metadata, Subscriber, span, subscriber::set_default, warn};

    use super::*;

    /// A subscriber that sends a signal for each event.
    struct EventSender(Sender<()>);

    impl Subscriber for EventSender {
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
    fn threads_log_to_subscriber_of_starting_thread() {
        let (sender, events) = channel();
        let _subscriber = set_default(EventSender(sender));
        let runtime = GatewayRuntime::start().expect("threads");
        runtime.handle().spawn(async { warn!("from a task") });
        events.recv().expect("an event");
    }

    #[tokio::test]
    async fn runtime_dropped_on_its_own_thread_ends() {
        let runtime = GatewayRuntime::start().expect("threads");
        drop(GatewayRuntime::start().expect("threads"));
        let handle = runtime.handle().clone();
        let dropped = handle.spawn(async move { drop(runtime) });
        // The drop on one of its threads ends the tasks that still run.
        _ = dropped.await;
    }
}
