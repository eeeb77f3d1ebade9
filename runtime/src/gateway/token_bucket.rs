use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;
use websocket_api_model::{
    declaration::{Throttle, ThrottleBurst, ThrottleRate},
    limits,
};

/// A token bucket, with which API Gateway throttles: `burst` requests at once, and `rate` more each second.
#[derive(Debug)]
pub(super) struct TokenBucket {
    rate: f64,
    burst: f64,
    /// The number of tokens, and the time at which it was counted.
    state: Mutex<(f64, Instant)>,
}

impl TokenBucket {
    /// Returns a full bucket of the declared size; an undeclared number is that of the account (conformance §4).
    pub(super) fn new(throttle: Throttle) -> Self {
        let rate = throttle.rate.map_or(limits::default::ACCOUNT_RATE, ThrottleRate::get);
        let burst = f64::from(throttle.burst.map_or(limits::default::ACCOUNT_BURST, ThrottleBurst::get));
        TokenBucket { rate: rate.into(), burst, state: Mutex::new((burst, Instant::now())) }
    }

    /// Takes a token for one request; returns `false` if the bucket is empty.
    pub(super) fn admit(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (tokens, last) = *state;
        let now = Instant::now();
        let tokens = (tokens + now.duration_since(last).as_secs_f64() * self.rate).min(self.burst);
        let admits = tokens >= 1.0;
        *state = (if admits { tokens - 1.0 } else { tokens }, now);
        admits
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn bucket_admits_burst_then_rate() {
        let bucket = TokenBucket::new(Throttle {
            rate: Some(ThrottleRate::new(2)),
            burst: Some(ThrottleBurst::new(3)),
        });
        let admitted = |n| (0..n).filter(|_| bucket.admit()).count();
        assert_eq!(admitted(10), 3);
        tokio::time::advance(Duration::from_millis(1100)).await;
        assert_eq!(admitted(10), 2);
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(admitted(10), 3);
    }
}
