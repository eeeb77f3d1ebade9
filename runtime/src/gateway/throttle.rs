use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;
use websocket_api_model::{declaration, limits};

/// A token bucket, which is how API Gateway counts: `burst` requests at once, `rate` more each second.
#[derive(Debug)]
pub(super) struct Throttle {
    rate: f64,
    burst: f64,
    state: Mutex<(f64, Instant)>,
}

impl Throttle {
    /// As declared; what is not is the account's (conformance §4).
    pub(super) fn of(declared: declaration::Throttle) -> Self {
        let rate = declared.rate.unwrap_or(limits::default::ACCOUNT_RATE);
        let burst = f64::from(declared.burst.unwrap_or(limits::default::ACCOUNT_BURST));
        Throttle { rate: rate.into(), burst, state: Mutex::new((burst, Instant::now())) }
    }

    /// Whether one more request may pass now.
    pub(super) fn admits(&self) -> bool {
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
    async fn a_burst_and_then_the_rate() {
        let throttle = Throttle::of(declaration::Throttle { rate: Some(2), burst: Some(3) });
        let passed = |n| (0..n).filter(|_| throttle.admits()).count();
        assert_eq!(passed(10), 3);
        tokio::time::advance(Duration::from_millis(1100)).await;
        assert_eq!(passed(10), 2);
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(passed(10), 3);
    }
}
