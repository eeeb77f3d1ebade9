use std::{fmt, io, sync::Arc, time::Duration};

use tracing::warn;
use websocket_api_model::{declaration::Declaration, limits};

use super::{event_log::EventFormat, log_writer::LogWriter, stage::stage_name};
use crate::connections::Credentials;

/// The default of [`GatewaySettings::client_timeout`]. It is longer than this crate's own client keeps an idle connection, so that the client does
/// not send a request on a connection that the gateway closes.
const DEFAULT_CLIENT_TIMEOUT: Duration = Duration::from_secs(30);

/// The close code of connections that API Gateway closes (RFC 6455).
pub(crate) const GOING_AWAY: u16 = 1001;

/// The time that a client has to answer a close frame and to end the stream.
pub(super) const CLOSE_HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(2);
/// The same time while the gateway shuts down.
pub(super) const SHUTDOWN_CLOSE_TIMEOUT: Duration = Duration::from_millis(200);

/// The settings of a gateway, most of them differences from API Gateway.
#[derive(Clone, Debug)]
pub(super) struct GatewaySettings {
    /// The name of the stage; `None` for the declared one, or else `dev`.
    pub(super) stage: Option<String>,
    pub(super) idle_timeout: Duration,
    pub(super) max_duration: Duration,
    /// The time for which a client may keep the gateway waiting.
    pub(super) client_timeout: Duration,
    pub(super) timeout_scale: TimeoutScale,
    /// Process each connection's messages sequentially.
    pub(super) serial: bool,
    pub(super) ping_resets_idle: bool,
    pub(super) timeout_close_code: u16,
    /// The key that verifies signatures; without it a signature may be made with any key.
    pub(super) aws_key: Option<Credentials>,
    pub(super) max_frame: usize,
    pub(super) max_message: usize,
    pub(super) log: Option<LogDestination>,
    pub(super) event_format: EventFormat,
    /// Host names of the gateway, in addition to addresses and `localhost`, and of proxies that forward to it.
    pub(super) allowed_hosts: Vec<String>,
    /// Count posts to connections against the throttle of the stage.
    pub(super) throttle_posts: bool,
}

impl GatewaySettings {
    /// Returns the name of an API's stage.
    pub(super) fn stage_name<'a>(&'a self, declaration: &'a Declaration) -> &'a str {
        stage_name(declaration, self.stage.as_deref())
    }
}

impl Default for GatewaySettings {
    fn default() -> Self {
        GatewaySettings {
            stage: None,
            idle_timeout: limits::IDLE_TIMEOUT,
            max_duration: limits::CONNECTION_DURATION,
            client_timeout: DEFAULT_CLIENT_TIMEOUT,
            timeout_scale: TimeoutScale::default(),
            serial: false,
            ping_resets_idle: false,
            timeout_close_code: GOING_AWAY,
            aws_key: None,
            max_frame: limits::FRAME,
            max_message: limits::MESSAGE,
            log: None,
            event_format: EventFormat::default(),
            allowed_hosts: Vec::new(),
            throttle_posts: false,
        }
    }
}

/// A factor of the time limits of functions, of the integration timeout and of the time to drain connections.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeoutScale(f64);

impl TimeoutScale {
    const MAX: f64 = 1e6;

    /// Returns a factor up to a million; 0 for one that is not finite, so that the mistake shows: everything times out at once.
    pub(super) fn new(factor: f64) -> Self {
        TimeoutScale(if factor.is_finite() { factor.clamp(0.0, Self::MAX) } else { 0.0 })
    }

    pub(super) fn apply(self, timeout: Duration) -> Duration {
        timeout.mul_f64(self.0)
    }
}

impl Default for TimeoutScale {
    fn default() -> Self {
        TimeoutScale(1.0)
    }
}

/// The destination of a log's lines.
#[derive(Clone)]
pub(super) enum LogDestination {
    /// A function of the program.
    Function(Arc<dyn Fn(&str) + Send + Sync>),
    /// A thread that is already started.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only `dev` passes its writer"))]
    Writer(LogWriter),
}

impl LogDestination {
    /// Returns the thread that writes there, which it starts for a function.
    pub(super) fn open(&self) -> io::Result<LogWriter> {
        match self {
            LogDestination::Writer(writer) => Ok(writer.clone()),
            LogDestination::Function(write) => {
                let write = write.clone();
                LogWriter::start(
                    move |line| write(line),
                    |lines| warn!(lines, "dropped lines of the access log, which is read too slowly"),
                )
            }
        }
    }
}

impl fmt::Debug for LogDestination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogDestination")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeout_scale_that_is_not_finite_is_zero() {
        for (factor, expected) in [(0.5, 5.0), (1e9, 1e7), (-1.0, 0.0), (f64::NAN, 0.0), (f64::INFINITY, 0.0)]
        {
            let scaled = TimeoutScale::new(factor).apply(Duration::from_secs(10));
            assert_eq!(scaled, Duration::from_secs_f64(expected), "{factor}");
        }
    }
}
