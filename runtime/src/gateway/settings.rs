use std::{fmt, io, sync::Arc, time::Duration};

use tracing::warn;
use websocket_api_model::{declaration::Declaration, limits};

use super::{event_log::EventFormat, log_writer::LogWriter};
use crate::connections::Credentials;

/// Longer than our own client keeps a connection that it may use again: it must not meet its end on it.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(30);

/// The close code of what API Gateway ends (RFC 6455).
pub(crate) const GOING_AWAY: u16 = 1001;

/// How the gateway differs from AWS's, where it may.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// `None`: the declaration's, or else `dev`.
    pub(super) stage: Option<String>,
    pub(super) idle_timeout: Duration,
    pub(super) max_duration: Duration,
    /// How long a client may keep the gateway waiting.
    pub(super) client_timeout: Duration,
    /// What the time limits of functions and of the integration are multiplied by.
    pub(super) timeout_scale: f64,
    /// The messages of a connection are handled one after the other.
    pub(super) serial: bool,
    pub(super) ping_resets_idle: bool,
    pub(super) timeout_close_code: u16,
    /// `None`: signatures are asked for and not verified.
    pub(super) key: Option<Credentials>,
    pub(super) max_frame: usize,
    pub(super) max_message: usize,
    pub(super) log: Option<LogDestination>,
    pub(super) event_format: EventFormat,
    /// Names of this machine, in addition to its addresses, and hosts of proxies in front of it.
    pub(super) hosts: Vec<String>,
    /// Posts to connections count against the throttle of the stage.
    pub(super) throttle_posts: bool,
}

impl Settings {
    /// A time limit of a function, or of the integration.
    pub(super) fn scaled(&self, limit: Duration) -> Duration {
        limit.mul_f64(self.timeout_scale)
    }

    /// The stage of an API.
    pub(super) fn stage_name<'a>(&'a self, declaration: &'a Declaration) -> &'a str {
        stage_name(declaration, self.stage.as_deref())
    }
}

/// The stage of an API: the one chosen, or else declared, or else `dev`.
pub(crate) fn stage_name<'a>(declaration: &'a Declaration, chosen: Option<&'a str>) -> &'a str {
    chosen.or(declaration.stage.name.as_deref()).unwrap_or(limits::default::LOCAL_STAGE_NAME)
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            stage: None,
            idle_timeout: limits::IDLE_TIMEOUT,
            max_duration: limits::CONNECTION_DURATION,
            client_timeout: CLIENT_TIMEOUT,
            timeout_scale: 1.0,
            serial: false,
            ping_resets_idle: false,
            timeout_close_code: GOING_AWAY,
            key: None,
            max_frame: limits::FRAME,
            max_message: limits::MESSAGE,
            log: None,
            event_format: EventFormat::default(),
            hosts: Vec::new(),
            throttle_posts: false,
        }
    }
}

/// The destination of a log's lines.
#[derive(Clone)]
pub(super) enum LogDestination {
    /// The program's own function.
    Function(Arc<dyn Fn(&str) + Send + Sync>),
    /// A thread that writes already.
    #[cfg_attr(not(feature = "dev"), expect(dead_code, reason = "only `dev` has a writer of its own"))]
    Writer(LogWriter),
}

impl LogDestination {
    /// A thread that writes there.
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
