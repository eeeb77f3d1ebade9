use std::time::Duration;

use hyper::Method;

use super::{Error, response::Response};

/// Attempts of one call, the first included.
pub(crate) const ATTEMPTS: u32 = 4;
/// The longest wait before the second attempt; it doubles with each: 50, 100, 200 ms.
const BASE: Duration = Duration::from_millis(50);

/// The outcome of an attempt.
#[derive(Debug)]
pub(crate) enum AttemptOutcome {
    /// There is a status.
    Answered(Response),
    /// The request never left.
    Unsent(Error),
    /// The request left, and what became of it is unknown.
    Unanswered(Error),
}

impl AttemptOutcome {
    /// Returns `true` if another attempt may succeed and has no side effect.
    pub(crate) fn may_retry(&self, method: &Method) -> bool {
        match self {
            AttemptOutcome::Answered(response) => matches!(response.status, 429 | 500..=599),
            AttemptOutcome::Unsent(_) => true,
            // A whole attempt's time is gone already.
            AttemptOutcome::Unanswered(Error::Timeout) => false,
            // A message must not arrive twice.
            AttemptOutcome::Unanswered(_) => method != Method::POST,
        }
    }

    pub(crate) fn into_result(self) -> Result<Response, Error> {
        match self {
            AttemptOutcome::Answered(response) => Ok(response),
            AttemptOutcome::Unsent(error) | AttemptOutcome::Unanswered(error) => Err(error),
        }
    }
}

/// Returns the delay after the given attempt, counted from 1: a random part of the longest delay (“full jitter”), so that throttled
/// functions do not retry together.
pub(crate) fn delay(attempt: u32) -> Duration {
    longest_delay(attempt).mul_f64(fastrand::f64())
}

fn longest_delay(attempt: u32) -> Duration {
    BASE * 2u32.pow(attempt - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16) -> AttemptOutcome {
        AttemptOutcome::Answered(Response { status, body: Default::default() })
    }

    fn broken() -> Error {
        Error::transport("broken")
    }

    #[test]
    fn throttled_or_failed_call_is_retried() {
        for status in [429, 500, 502, 503, 504, 599] {
            assert!(answered(status).may_retry(&Method::POST), "{status}");
        }
        for status in [200, 204, 400, 403, 410, 413, 600] {
            assert!(!answered(status).may_retry(&Method::GET), "{status}");
        }
    }

    #[test]
    fn post_without_a_response_is_not_retried() {
        assert!(AttemptOutcome::Unsent(broken()).may_retry(&Method::POST));
        assert!(!AttemptOutcome::Unanswered(broken()).may_retry(&Method::POST));
        assert!(AttemptOutcome::Unanswered(broken()).may_retry(&Method::GET));
        assert!(AttemptOutcome::Unanswered(broken()).may_retry(&Method::DELETE));
        assert!(!AttemptOutcome::Unanswered(Error::Timeout).may_retry(&Method::GET));
    }

    #[test]
    fn delay_doubles_with_jitter() {
        assert_eq!([1, 2, 3].map(longest_delay).map(|wait| wait.as_millis()), [50, 100, 200]);
        let waits: Vec<Duration> = (0..100).map(|_| delay(3)).collect();
        assert!(waits.iter().all(|wait| *wait <= longest_delay(3)));
        assert!(waits.iter().any(|wait| *wait != waits[0]));
    }
}
