use std::{
    fmt, io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use tokio::{sync::oneshot, time::timeout};
use tracing::{Dispatch, dispatcher};

use super::gateway_runtime::log_to;

/// Bytes of lines that may wait to be written.
const CAPACITY: usize = 1024 * 1024;
/// Bytes that a waiting line takes besides its text.
const OVERHEAD: usize = 64;
/// The least time between two reports of dropped lines, while lines wait all the time.
const REPORT_INTERVAL: Duration = Duration::from_secs(1);

/// A thread that writes lines. Logging never waits for it: where a reader is so slow that 1 MB of lines wait, further lines are
/// dropped, and their number is reported once the thread writes again.
#[derive(Clone)]
pub(crate) struct LogWriter {
    entries: mpsc::Sender<Entry>,
    queue: Arc<Queue>,
}

enum Entry {
    Line(String),
    /// Asks for an answer when everything before it is written.
    Flush(oneshot::Sender<()>),
}

#[derive(Debug, Default)]
struct Queue {
    bytes: AtomicUsize,
    dropped: AtomicU64,
}

impl LogWriter {
    /// Starts the thread: `write` gets each line, `report` the number of lines that were dropped.
    pub(crate) fn start(
        write: impl Fn(&str) + Send + 'static,
        report: impl Fn(u64) + Send + 'static,
    ) -> io::Result<Self> {
        let (entries, received) = mpsc::channel();
        let queue = Arc::new(Queue::default());
        let thread = Thread { entries: received, queue: queue.clone(), reported: None };
        let dispatch = dispatcher::get_default(Dispatch::clone);
        thread::Builder::new().name("gateway-log".to_owned()).spawn(move || {
            log_to(&dispatch);
            thread.run(&write, &report);
        })?;
        Ok(LogWriter { entries, queue })
    }

    /// Has a line written, without its line break.
    pub(crate) fn write(&self, line: String) {
        let size = size(&line);
        let waiting = self.queue.bytes.fetch_add(size, Ordering::Relaxed);
        // A line alone may be of any size.
        let fits = waiting == 0 || waiting + size <= CAPACITY;
        if !fits || self.entries.send(Entry::Line(line)).is_err() {
            self.queue.bytes.fetch_sub(size, Ordering::Relaxed);
            self.queue.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until everything is written, no longer than this.
    pub(crate) async fn flush(&self, timeout_duration: Duration) {
        let (done, is_done) = oneshot::channel();
        if self.entries.send(Entry::Flush(done)).is_ok() {
            _ = timeout(timeout_duration, is_done).await;
        }
    }
}

fn size(line: &str) -> usize {
    line.len() + OVERHEAD
}

struct Thread {
    entries: mpsc::Receiver<Entry>,
    queue: Arc<Queue>,
    reported: Option<Instant>,
}

impl Thread {
    fn run(mut self, write: &dyn Fn(&str), report: &dyn Fn(u64)) {
        loop {
            let entry = self.entries.try_recv().or_else(|_| {
                self.report(report);
                self.entries.recv()
            });
            match entry {
                Ok(Entry::Line(line)) => {
                    caught(|| write(&line));
                    self.queue.bytes.fetch_sub(size(&line), Ordering::Relaxed);
                    if self.reported.is_none_or(|at| at.elapsed() >= REPORT_INTERVAL) {
                        self.report(report);
                    }
                }
                Ok(Entry::Flush(done)) => {
                    self.report(report);
                    // An error: the wait is over already.
                    _ = done.send(());
                }
                Err(_) => return,
            }
        }
    }

    fn report(&mut self, report: &dyn Fn(u64)) {
        let dropped = self.queue.dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            self.reported = Some(Instant::now());
            caught(|| report(dropped));
        }
    }
}

/// The next line is written even if this one panics, which the panic hook has said.
fn caught(write: impl FnOnce()) {
    _ = catch_unwind(AssertUnwindSafe(write));
}

/// Takes what `tracing` writes: each event at once, with its line break.
#[cfg(feature = "dev")]
impl io::Write for LogWriter {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(text);
        LogWriter::write(self, line.strip_suffix('\n').unwrap_or(&line).to_owned());
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for LogWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogWriter").field("queue", &self.queue).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    /// A writer that waits for each line to be read, and what it has written and reported.
    fn unread() -> (LogWriter, mpsc::Sender<()>, mpsc::Receiver<Result<String, u64>>) {
        let (read, is_read) = channel();
        let (said, hears) = channel();
        let lines = said.clone();
        let writer = LogWriter::start(
            move |line| {
                _ = is_read.recv();
                lines.send(Ok(line.to_owned())).expect("a test");
            },
            move |dropped| said.send(Err(dropped)).expect("a test"),
        );
        (writer.expect("a thread"), read, hears)
    }

    #[tokio::test]
    async fn lines_that_do_not_fit_are_dropped_and_counted() {
        let (writer, read, hears) = unread();
        let written = 3 * CAPACITY / 1000;
        for number in 0..written {
            writer.write(format!("{number:1000}"));
        }
        // From now on everything is read.
        drop(read);
        writer.flush(Duration::from_secs(60)).await;
        let said: Vec<_> = hears.try_iter().collect();
        let lines: Vec<_> = said.iter().flatten().collect();
        assert!(lines.len() * size(lines[0]) <= CAPACITY + size(lines[0]));
        let dropped: u64 = said.iter().filter_map(|said| said.as_ref().err()).sum();
        assert_eq!(lines.len() as u64 + dropped, written as u64);
        assert_eq!(said.iter().filter(|said| said.is_err()).count(), 1, "said once");

        writer.write("there is room again".to_owned());
        writer.flush(Duration::from_secs(60)).await;
        assert_eq!(hears.try_iter().collect::<Vec<_>>(), [Ok("there is room again".to_owned())]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_flush_does_not_wait_for_ever() {
        let (writer, _read, _hears) = unread();
        writer.write("unread".to_owned());
        writer.flush(Duration::from_secs(60)).await;
    }

    #[tokio::test]
    async fn a_panic_loses_one_line() {
        let (said, hears) = channel();
        let write = move |line: &str| {
            assert_ne!(line, "1", "on purpose");
            said.send(line.to_owned()).expect("a test");
        };
        let writer = LogWriter::start(write, |_| {}).expect("a thread");
        for number in 0..3 {
            writer.write(number.to_string());
        }
        writer.flush(Duration::from_secs(60)).await;
        assert_eq!(hears.try_iter().collect::<Vec<_>>(), ["0", "2"]);
    }
}
