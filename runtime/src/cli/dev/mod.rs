mod environment;
mod interrupts;
mod notes;
mod restart;
mod session;

use std::{net::IpAddr, panic, path::PathBuf, time::Duration};

use clap::Args;
use tracing::dispatcher;
use tracing_subscriber::EnvFilter;
use websocket_api_model::{
    cli::{stderr_styled_line, table},
    declaration::rule::{StageName, TextRule},
};

use self::session::{Announcement, Session};
use super::Program;
use crate::{
    api::WebSocketApi,
    connections::Credentials,
    error::Result,
    gateway::{self, EventFormat, GOING_AWAY, Gateway, GatewayRuntime, LogWriter, is_sendable_close_code},
    stack::Stack,
};

/// Serve the API locally, as API Gateway and Lambda would
///
/// Clients connect to the URL printed. A console is at `/`. Backends reach connections under the same URL with `http://`:
/// `aws apigatewaymanagementapi post-to-connection --endpoint-url http://127.0.0.1:3001/dev …`. Handlers have the
/// environment of this process, the variables declared for functions, and the variables of `--env` and `--env-file`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Port to listen on; 0 selects a free port
    #[arg(long, value_name = "PORT", default_value_t = 3001)]
    port: u16,
    /// Address or host name to listen on
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1", value_parser = parse_host)]
    host: String,
    /// Stage name [default: the declared stage, or dev]
    #[arg(long, value_name = "NAME", value_parser = parse_stage)]
    stage: Option<String>,
    /// Idle timeout of connections
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse_time)]
    idle_timeout: Duration,
    /// Maximum connection duration
    #[arg(long, value_name = "TIME", default_value = "2h", value_parser = parse_time)]
    max_duration: Duration,
    /// Set an environment variable for handlers; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_variable)]
    env: Vec<(String, String)>,
    /// Read environment variables from a file; repeatable
    ///
    /// Each line is `NAME=VALUE`. Variables of `--env` override those of files.
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,
    /// Access key used to verify SigV4 signatures
    ///
    /// The gateway verifies requests to `@connections`, and handshakes of APIs with the authorizer `iam`. Without a key, it
    /// accepts every signature.
    #[arg(long, value_name = "ID:SECRET", value_parser = parse_key)]
    aws_key: Option<Credentials>,
    /// Host name of the console and `@connections`; repeatable
    ///
    /// Requests under an address or `localhost` are always allowed. Add the names of containers, and the public host of a
    /// proxy that forwards requests to the console.
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Count posts to connections against the stage's throttle
    #[arg(long)]
    throttle_posts: bool,
    /// Log events in the declared access log format
    #[arg(long, conflicts_with = "quiet")]
    access_log: bool,
    /// Disable the log of events
    #[arg(long)]
    quiet: bool,
    /// Process each connection's messages sequentially
    ///
    /// AWS processes messages of one connection concurrently. The option shows whether a client depends on their order.
    #[arg(long)]
    serial: bool,
    /// Factor for the timeouts of functions
    ///
    /// A factor over 1 leaves time for a debugger. The range is 0.0001–10000.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = parse_scale)]
    timeout_scale: f64,
    /// Close code after the idle timeout or maximum duration
    #[arg(long, value_name = "CODE", default_value_t = GOING_AWAY, value_parser = parse_close_code)]
    timeout_close_code: u16,
    /// Reset the idle timeout on client pings
    ///
    /// API Gateway does not reset it on pings.
    #[arg(long)]
    ping_resets_idle: bool,
}

fn parse_stage(text: &str) -> std::result::Result<String, String> {
    if StageName::holds(text) { Ok(text.to_owned()) } else { Err(StageName::RULE.to_owned()) }
}

/// Parses an address, with or without the brackets of URLs, or a host name.
fn parse_host(text: &str) -> std::result::Result<String, String> {
    let host = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    match host.parse::<IpAddr>() {
        Err(_) if host.contains(':') => {
            Err("expected a host without a port (set the port with `--port`)".to_owned())
        }
        Err(_) | Ok(_) => Ok(host.to_owned()),
    }
}

fn parse_time(text: &str) -> std::result::Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("expected a duration over zero".to_owned()),
        Ok(time) => Ok(time),
        Err(error) => Err(format!("{error} (expected a duration such as `90s` or `10m`)")),
    }
}

fn parse_close_code(text: &str) -> std::result::Result<u16, String> {
    let code = text.parse().ok().filter(|code| is_sendable_close_code(*code));
    code.ok_or_else(|| "expected a close code that can be sent, such as 1001 or 4000".to_owned())
}

fn parse_variable(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected `NAME=VALUE`".to_owned()),
    }
}

fn parse_key(text: &str) -> std::result::Result<Credentials, String> {
    match text.split_once(':') {
        Some((id, secret)) if !id.is_empty() && !secret.is_empty() => Ok(Credentials {
            access_key_id: id.to_owned(),
            secret_access_key: secret.to_owned(),
            session_token: None,
        }),
        _ => Err("expected the ID and the secret of a key with `:` between them".to_owned()),
    }
}

fn parse_scale(text: &str) -> std::result::Result<f64, String> {
    match text.parse() {
        Ok(scale) if (0.0001..=10_000.0).contains(&scale) => Ok(scale),
        _ => Err("expected a number between 0.0001 and 10000".to_owned()),
    }
}

impl Arguments {
    pub(super) async fn run(self, program: &Program<'_>) -> Result {
        let Some(port) = restart::resumed() else {
            // The environment of a running process with threads cannot be changed safely, so the process restarts.
            return Err(restart::begin(&self, program));
        };
        let log = LogWriter::start(stderr_styled_line, report_dropped).map_err(gateway::Error::Threads)?;
        if !dispatcher::has_been_set() {
            let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
            // A program with a logger of another kind keeps it.
            let lines = log.clone();
            _ = tracing_subscriber::fmt()
                .with_env_filter(filter)
                .with_ansi(true)
                .with_writer(move || lines.clone())
                .try_init();
        }
        // Starts after the logger is set, because the threads of the runtime log.
        let runtime = GatewayRuntime::start().map_err(gateway::Error::Threads)?;
        let stack = Stack::unchecked(program.apis.to_vec());
        let mut serve = stack
            .serve((&*self.host, port))
            .runtime(runtime.clone())
            .idle_timeout(self.idle_timeout)
            .max_duration(self.max_duration)
            .timeout_scale(self.timeout_scale)
            .serial(self.serial)
            .throttle_posts(self.throttle_posts)
            .timeout_close_code(self.timeout_close_code)
            .ping_resets_idle(self.ping_resets_idle);
        if let Some(stage) = &self.stage {
            serve = serve.stage(stage);
        }
        if let Some(key) = &self.aws_key {
            serve = serve.aws_key(key.clone());
        }
        for name in self.allow_host.iter().chain(self.host.parse::<IpAddr>().is_err().then_some(&self.host)) {
            serve = serve.allow_host(name);
        }
        if !self.quiet {
            let format = if self.access_log { EventFormat::Access } else { EventFormat::Readable };
            serve = serve.log(format, log.clone());
        }
        let gateways = serve.await?;
        let announcement = self.announcement(program, &gateways);
        let session = Session { gateways, log, runtime: runtime.clone() };
        // The session runs on the gateway's threads, because handlers may block all others.
        match runtime.handle().spawn(session.attend(announcement)).await {
            Ok(result) => result,
            Err(error) => panic::resume_unwind(error.into_panic()),
        }
    }

    fn announcement(&self, program: &Program<'_>, gateways: &[Gateway]) -> Announcement {
        let mut text = String::new();
        for (api, gateway) in program.apis.iter().zip(gateways) {
            text += &format!(
                "{} is served at {}\n  console       {}\n  @connections  {}\n\n{}\n",
                api.declaration().type_name,
                gateway.url(),
                gateway.console_url(),
                gateway.endpoint(),
                table(api.declaration()),
            );
        }
        text += &format!(
            "Connections are closed after {} without a message, or {} in all. Ctrl-C stops.\n",
            humantime::format_duration(self.idle_timeout),
            humantime::format_duration(self.max_duration),
        );
        let declarations = || program.apis.iter().map(WebSocketApi::declaration);
        let stage = self.stage.as_deref();
        let of_apis = declarations()
            .flat_map(|declaration| notes::api_notes(declaration, stage, self.aws_key.is_some()));
        let of_address =
            gateways.first().and_then(|gateway| notes::address_note(gateway, self.aws_key.is_some()));
        let notes = notes::environment_notes(declarations(), stage)
            .into_iter()
            .chain(of_apis)
            .chain(of_address)
            .collect();
        Announcement { text, notes }
    }
}

fn report_dropped(lines: u64) {
    stderr_styled_line(&format!(
        "note: {lines} log lines were dropped because standard error is read too slowly"
    ));
}
