use std::time::Duration;

use tokio::time::Instant;

/// The minimum rate at which a client must read, if enough waits for it. Kestrel, the web server of ASP.NET Core, has the same.
const MIN_BYTES_PER_SECOND: f64 = 240.0;

/// A window, as long as the client timeout, in which the rate at which a client reads is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadRateWindow {
    start: Instant,
    /// The bytes written before the start.
    written: u64,
    /// The bytes that waited at the start.
    waiting: usize,
}

impl ReadRateWindow {
    /// Starts a window.
    pub(super) fn new(start: Instant, written: u64, waiting: usize) -> Self {
        ReadRateWindow { start, written, waiting }
    }

    pub(super) fn start(self) -> Instant {
        self.start
    }

    /// Returns `true` if a client has read less in this window than all that waited, and less than the minimum rate. A byte now and then
    /// is not enough.
    pub(super) fn is_too_slow(self, written: u64, window: Duration) -> bool {
        let read = written.saturating_sub(self.written) as f64;
        // An empty message has a frame, too.
        let waiting = self.waiting.max(1) as f64;
        read < waiting.min((MIN_BYTES_PER_SECOND * window.as_secs_f64()).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(30);

    fn is_too_slow(waiting: usize, read: u64) -> bool {
        ReadRateWindow::new(Instant::now(), 1000, waiting).is_too_slow(1000 + read, WINDOW)
    }

    #[test]
    fn client_below_minimum_rate_with_data_left_is_too_slow() {
        for (waiting, read, expected) in [
            (1_000_000, 0, true),
            (1_000_000, 1, true),
            // A byte a second.
            (1_000_000, 30, true),
            (1_000_000, 7199, true),
            (1_000_000, 7200, false),
            (100, 99, true),
            (100, 100, false),
            (0, 0, true),
            (0, 2, false),
        ] {
            assert_eq!(is_too_slow(waiting, read), expected, "{read} of {waiting}");
        }
    }

    #[test]
    fn client_without_progress_in_empty_window_is_too_slow() {
        let window = ReadRateWindow::new(Instant::now(), 0, 1000);
        assert!(window.is_too_slow(0, Duration::ZERO));
        assert!(!window.is_too_slow(1, Duration::ZERO));
    }
}
