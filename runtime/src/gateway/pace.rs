use std::time::Duration;

use tokio::time::Instant;

/// The bytes that a client must take in a second, if so many wait for it: what Kestrel, the web server of ASP.NET Core, requires.
const MINIMUM_RATE: f64 = 240.0;

/// The pace at which a client takes what waits for it, measured in windows of the client timeout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    since: Instant,
    /// The bytes written until then.
    written: u64,
    /// The bytes that waited then.
    waiting: usize,
}

impl Pace {
    /// Begins a window.
    pub(super) fn new(since: Instant, written: u64, waiting: usize) -> Self {
        Pace { since, written, waiting }
    }

    pub(super) fn since(self) -> Instant {
        self.since
    }

    /// Returns `true` if a client has taken less in this window than all that waited, and less than the minimum rate. A byte now and then is
    /// not enough.
    pub(super) fn is_too_slow(self, written: u64, window: Duration) -> bool {
        let taken = written.saturating_sub(self.written) as f64;
        // An empty message has a frame, too.
        let waiting = self.waiting.max(1) as f64;
        taken < waiting.min((MINIMUM_RATE * window.as_secs_f64()).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(30);

    fn is_too_slow(waiting: usize, taken: u64) -> bool {
        Pace::new(Instant::now(), 1000, waiting).is_too_slow(1000 + taken, WINDOW)
    }

    #[test]
    fn a_client_keeps_up_with_the_minimum_rate_or_takes_everything() {
        for (waiting, taken, expected) in [
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
            assert_eq!(is_too_slow(waiting, taken), expected, "{taken} of {waiting}");
        }
    }

    #[test]
    fn a_window_requires_a_byte_at_least() {
        let pace = Pace::new(Instant::now(), 0, 1000);
        assert!(pace.is_too_slow(0, Duration::ZERO));
        assert!(!pace.is_too_slow(1, Duration::ZERO));
    }
}
