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

use tokio::{sync::oneshot, time};
use tracing::{Dispatch, dispatcher};

use super::gateway_runtime::set_thread_subscriber;

/// The maximum size of the lines that wait to be written, in bytes.
const MAX_QUEUED_BYTES: usize = 1024 * 1024;
/// The memory of a waiting line in addition to its text, in bytes.
const LINE_OVERHEAD_BYTES: usize = 64;
/// The minimum time between two reports of dropped lines while lines wait.
const REPORT_INTERVAL: Duration = Duration::from_secs(1);

/// A thread that writes lines. Logging never waits for it: where a reader is so slow that 1 MB of lines wait, further lines are
/// dropped, and their number is reported once the thread writes again.
#[derive(Clone)]
pub(crate) struct LogWriter {
    commands: mpsc::Sender<WriterCommand>,
    queue: Arc<LineQueue>,
}

enum WriterCommand {
    Line(String),
    /// Requests a signal when every line before it is written.
    Flush(oneshot::Sender<()>),
}

#[derive(Debug, Default)]
struct LineQueue {
    bytes: AtomicUsize,
    dropped: AtomicU64,
}

impl LogWriter {
    /// Starts the thread, which passes each line to `write`, and the number of dropped lines to `report`.
    pub(crate) fn start(
        write: impl Fn(&str) + Send + 'static,
        report: impl Fn(u64) + Send + 'static,
    ) -> io::Result<Self> {
        let (commands, received) = mpsc::channel();
        let queue = Arc::new(LineQueue::default());
        let thread = WriterThread { commands: received, queue: queue.clone(), reported: None };
        let dispatch = dispatcher::get_default(Dispatch::clone);
        thread::Builder::new().name("gateway-log".to_owned()).spawn(move || {
            set_thread_subscriber(&dispatch);
            thread.run(&write, &report);
        })?;
        Ok(LogWriter { commands, queue })
    }

    /// Queues a line, without its line break.
    pub(crate) fn write(&self, line: String) {
        let size = size(&line);
        let waiting = self.queue.bytes.fetch_add(size, Ordering::Relaxed);
        // A single line may have any size.
        let fits = waiting == 0 || waiting + size <= MAX_QUEUED_BYTES;
        if !fits || self.commands.send(WriterCommand::Line(line)).is_err() {
            self.queue.bytes.fetch_sub(size, Ordering::Relaxed);
            self.queue.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until every line is written, up to this time.
    pub(crate) async fn flush(&self, timeout: Duration) {
        let (done, is_done) = oneshot::channel();
        if self.commands.send(WriterCommand::Flush(done)).is_ok() {
            _ = time::timeout(timeout, is_done).await;
        }
    }
}

fn size(line: &str) -> usize {
    line.len() + LINE_OVERHEAD_BYTES
}

struct WriterThread {
    commands: mpsc::Receiver<WriterCommand>,
    queue: Arc<LineQueue>,
    reported: Option<Instant>,
}

impl WriterThread {
    fn run(mut self, write: &dyn Fn(&str), report: &dyn Fn(u64)) {
        loop {
            let command = self.commands.try_recv().or_else(|_| {
                self.report(report);
                self.commands.recv()
            });
            match command {
                Ok(WriterCommand::Line(line)) => {
                    catch_panic(|| write(&line));
                    self.queue.bytes.fetch_sub(size(&line), Ordering::Relaxed);
                    if self.reported.is_none_or(|at| at.elapsed() >= REPORT_INTERVAL) {
                        self.report(report);
                    }
                }
                Ok(WriterCommand::Flush(done)) => {
                    self.report(report);
                    // An error: the flush has timed out already.
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
            catch_panic(|| report(dropped));
        }
    }
}

/// Writes one line. After a panic, which the panic hook reports, the thread writes the next line.
fn catch_panic(write: impl FnOnce()) {
    _ = catch_unwind(AssertUnwindSafe(write));
}

/// The writer of `tracing`, which writes each event at once, with its line break.
#[cfg(feature = "cli")]
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

    /// Returns a writer that waits for a signal before each line, with the signal and the lines and reports.
    fn blocked_writer() -> (LogWriter, mpsc::Sender<()>, mpsc::Receiver<Result<String, u64>>) {
        let (read, is_read) = channel();
        let (sender, receiver) = channel();
        let lines = sender.clone();
        let writer = LogWriter::start(
            move |line| {
                _ = is_read.recv();
                lines.send(Ok(line.to_owned())).expect("a test");
            },
            move |dropped| sender.send(Err(dropped)).expect("a test"),
        );
        (writer.expect("a thread"), read, receiver)
    }

    #[tokio::test]
    async fn line_over_queue_limit_is_dropped_and_reported() {
        let (writer, read, output) = blocked_writer();
        let written = 3 * MAX_QUEUED_BYTES / 1000;
        for number in 0..written {
            writer.write(format!("{number:1000}"));
        }
        // From now on everything is read.
        drop(read);
        writer.flush(Duration::from_secs(60)).await;
        let written_or_dropped: Vec<_> = output.try_iter().collect();
        let lines: Vec<_> = written_or_dropped.iter().flatten().collect();
        assert!(lines.len() * size(lines[0]) <= MAX_QUEUED_BYTES + size(lines[0]));
        let dropped: u64 = written_or_dropped.iter().filter_map(|entry| entry.as_ref().err()).sum();
        assert_eq!(lines.len() as u64 + dropped, written as u64);
        assert_eq!(written_or_dropped.iter().filter(|entry| entry.is_err()).count(), 1, "reported once");

        writer.write("there is room again".to_owned());
        writer.flush(Duration::from_secs(60)).await;
        assert_eq!(output.try_iter().collect::<Vec<_>>(), [Ok("there is room again".to_owned())]);
    }

    #[tokio::test(start_paused = true)]
    async fn flush_of_blocked_writer_times_out() {
        let (writer, _read, _output) = blocked_writer();
        writer.write("unread".to_owned());
        writer.flush(Duration::from_secs(60)).await;
    }

    #[tokio::test]
    async fn panic_of_write_loses_one_line() {
        let (sender, output) = channel();
        let write = move |line: &str| {
            assert_ne!(line, "1", "on purpose");
            sender.send(line.to_owned()).expect("a test");
        };
        let writer = LogWriter::start(write, |_| {}).expect("a thread");
        for number in 0..3 {
            writer.write(number.to_string());
        }
        writer.flush(Duration::from_secs(60)).await;
        assert_eq!(output.try_iter().collect::<Vec<_>>(), ["0", "2"]);
    }
}
