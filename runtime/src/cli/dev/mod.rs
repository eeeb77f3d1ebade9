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

/// Serve the API on this machine, as API Gateway and Lambda would.
///
/// Clients connect to the URL printed; a console is at `/`. Backends reach connections under the same URL with `http://`:
/// `aws apigatewaymanagementapi post-to-connection --endpoint-url http://127.0.0.1:3001/dev …`. Handlers see the
/// environment of this process, the variables declared for functions, and what is given here.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Where to listen; 0 is any port that is free
    #[arg(long, value_name = "PORT", default_value_t = 3001)]
    port: u16,
    /// The address, or a name of this machine, to listen on
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1", value_parser = parse_host)]
    host: String,
    /// The name of the stage, instead of the one declared [default: dev]
    #[arg(long, value_name = "NAME", value_parser = parse_stage)]
    stage: Option<String>,
    /// Close a connection that is without a message for so long
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse_time)]
    idle_timeout: Duration,
    /// Close a connection that is open for so long
    #[arg(long, value_name = "TIME", default_value = "2h", value_parser = parse_time)]
    max_duration: Duration,
    /// Set a variable for handlers
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_variable)]
    env: Vec<(String, String)>,
    /// Set the variables of a file of lines `NAME=VALUE`
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,
    /// Verify the signatures of `@connections`, and of handshakes with the authorizer `iam`, with this key
    #[arg(long, value_name = "ID:SECRET", value_parser = parse_key)]
    aws_key: Option<Credentials>,
    /// Allow the console and `@connections` under this host name
    ///
    /// Requests under an address or `localhost` are always allowed. Repeat the option for several names, such as those of
    /// containers. A proxy in front of the gateway may forward requests to the console if its public host is named here.
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Count posts to connections against the stage's throttle
    #[arg(long)]
    throttle_posts: bool,
    /// Log events as the access log, in its declared format
    #[arg(long, conflicts_with = "quiet")]
    access_log: bool,
    /// Log no events
    #[arg(long)]
    quiet: bool,
    /// Handle the messages of a connection one after the other, which AWS does not
    #[arg(long)]
    serial: bool,
    /// Multiply the time limits of functions by this
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = parse_scale)]
    timeout_scale: f64,
    /// Close a connection that was idle, or open, for too long with this code
    #[arg(long, value_name = "CODE", default_value_t = GOING_AWAY, value_parser = parse_close_code)]
    timeout_close_code: u16,
    /// Let a client's ping count as a message for the idle timeout
    #[arg(long)]
    ping_resets_idle: bool,
}

fn parse_stage(text: &str) -> std::result::Result<String, String> {
    if StageName::holds(text) { Ok(text.to_owned()) } else { Err(StageName::RULE.to_owned()) }
}

/// An address, in brackets as in URLs or without, or a name.
fn parse_host(text: &str) -> std::result::Result<String, String> {
    let host = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    match host.parse::<IpAddr>() {
        Err(_) if host.contains(':') => Err("write the port with `--port`".to_owned()),
        Err(_) | Ok(_) => Ok(host.to_owned()),
    }
}

fn parse_time(text: &str) -> std::result::Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("every connection would be closed at once".to_owned()),
        Ok(time) => Ok(time),
        Err(error) => Err(format!("{error}; write a time such as `90s` or `10m`")),
    }
}

fn parse_close_code(text: &str) -> std::result::Result<u16, String> {
    let code = text.parse().ok().filter(|code| is_sendable_close_code(*code));
    code.ok_or_else(|| "write a code that may be sent, such as 1001 or 4000".to_owned())
}

fn parse_variable(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write `NAME=VALUE`".to_owned()),
    }
}

fn parse_key(text: &str) -> std::result::Result<Credentials, String> {
    match text.split_once(':') {
        Some((id, secret)) if !id.is_empty() && !secret.is_empty() => Ok(Credentials {
            access_key_id: id.to_owned(),
            secret_access_key: secret.to_owned(),
            session_token: None,
        }),
        _ => Err("write the id and the secret of a key with `:` between them".to_owned()),
    }
}

fn parse_scale(text: &str) -> std::result::Result<f64, String> {
    match text.parse() {
        Ok(scale) if (0.0001..=10_000.0).contains(&scale) => Ok(scale),
        _ => Err("write a number between 0.0001 and 10000".to_owned()),
    }
}

impl Arguments {
    pub(super) async fn run(self, program: &Program<'_>) -> Result {
        let Some(port) = restart::resumed() else {
            // Handlers' environment cannot be changed in a process that runs; the one that begins anew has it.
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
        // After the logger is set, to which its threads log.
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
        // On the gateway's threads: handlers may block all others.
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
    stderr_styled_line(&format!("note: {lines} lines were dropped, since standard error is read too slowly"));
}
