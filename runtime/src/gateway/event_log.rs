use std::time::Duration;

use anstyle::{AnsiColor, Style};
use websocket_api_model::{declaration::Declaration, limits};

use super::{
    access_log::AccessLogFormatter,
    connection::Connection,
    invocation::{Invocation, InvocationResult, millis},
    log_writer::LogWriter,
    stage::GatewayStage,
};
use crate::excerpt::excerpt;

/// The number of characters of a connection ID in a readable line.
const MAX_ID_CHARS: usize = 8;

/// A log with a line for each event.
#[derive(Debug)]
pub(super) struct EventLog {
    format: LineFormat,
    writer: LogWriter,
}

#[derive(Debug)]
enum LineFormat {
    /// The declared format of the access log.
    Access(AccessLogFormatter),
    /// Lines for people, in columns.
    Readable { key_width: usize },
}

/// The form in which events are logged.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum EventFormat {
    #[default]
    Access,
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only `dev` shows events to people"))]
    Readable,
}

impl EventLog {
    /// Returns the log of an API; `None` if the declaration turns the access log off.
    pub(super) fn new(declaration: &Declaration, format: EventFormat, writer: LogWriter) -> Option<Self> {
        let format = match format {
            EventFormat::Access => {
                let declared = declaration.access_log.as_ref()?.format.as_deref();
                LineFormat::Access(AccessLogFormatter::new(
                    declared.unwrap_or(limits::default::ACCESS_LOG_FORMAT),
                ))
            }
            EventFormat::Readable => {
                let keys = declaration.routes.iter().map(|route| route.key.chars().count());
                LineFormat::Readable {
                    key_width: keys.chain(["$disconnect".len()]).max().unwrap_or_default(),
                }
            }
        };
        Some(EventLog { format, writer })
    }

    /// Writes the line of one event.
    pub(super) fn write(
        &self,
        stage: &GatewayStage,
        connection: &Connection,
        invocation: &Invocation,
        status: u16,
    ) {
        self.writer.write(match &self.format {
            LineFormat::Access(log) => log.line(stage, connection, invocation, status),
            LineFormat::Readable { key_width } => readable(*key_width, connection, invocation, status),
        });
    }

    /// Waits until every line is written, up to this time.
    pub(super) async fn flush(&self, timeout: Duration) {
        self.writer.flush(timeout).await;
    }
}

/// `13:45:46.514Z  BFaT_fAL  sendMessage  500  12 ms  Internal server error: out of tea`, with colours.
fn readable(key_width: usize, connection: &Connection, invocation: &Invocation, status: u16) -> String {
    let time = invocation.time.iso();
    let time = time.split_once('T').map_or(&*time, |(_, time)| time);
    let id: String = connection.id.chars().take(MAX_ID_CHARS).collect();
    let key = if invocation.route_key.is_empty() { "-" } else { &invocation.route_key };
    let colour = match status {
        ..400 => AnsiColor::Green,
        400..500 => AnsiColor::Yellow,
        500.. => AnsiColor::Red,
    };
    let (dim, colour) = (Style::new().dimmed(), colour.on_default());
    let duration = millis(invocation.start.elapsed());
    let mut line =
        format!("{dim}{time}{dim:#}  {id}  {key:key_width$}  {colour}{status}{colour:#}  {duration} ms");
    if let Some(note) = note(invocation, status) {
        line += "  ";
        line += excerpt(&note).trim_end();
    }
    line
}

/// Returns the reason for which an event was refused or failed, or the close code of a connection.
fn note(invocation: &Invocation, status: u16) -> Option<String> {
    let failure = |result: &InvocationResult| result.error.clone();
    let authorizer = invocation.authorizer.as_ref().and_then(failure);
    let integration = invocation.integration.as_ref().and_then(failure);
    let reason = invocation.validation_error.clone().or(integration).or(authorizer);
    match (invocation.error, reason) {
        (Some(error), Some(reason)) if reason != error => Some(format!("{error}: {reason}")),
        (Some(error), _) => Some(error.to_owned()),
        (None, Some(reason)) => Some(reason),
        (None, None) if invocation.event_type == "CONNECT" && status >= 300 => {
            Some("refused by the handler".to_owned())
        }
        (None, None) => invocation.close.clone(),
    }
}
