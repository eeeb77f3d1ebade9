//! The command line of a program that declares an API.

#[cfg(feature = "asyncapi")]
mod asyncapi;
#[cfg(feature = "asyncapi")]
mod check;
#[cfg(feature = "asyncapi")]
mod client;
mod dev;
mod diagram;
mod selection;

use std::{env, ffi::OsString, path::PathBuf};

use clap::{
    CommandFactory, FromArgMatches, Parser, Subcommand,
    error::{ContextKind, ContextValue},
};
use websocket_api_model::{
    cli::{TemplateOutput, note_stages, tables},
    declaration::Declaration,
    files::write_stdout,
    template::Template,
};

use crate::{api::WebSocketApi, error::Result};

/// Serve, document and deploy the WebSocket API of this program
#[derive(Debug, Parser)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the CloudFormation template
    Template(TemplateOutput),
    /// Print the routes with their handlers and settings
    Routes,
    Diagram(diagram::Arguments),
    #[cfg(feature = "asyncapi")]
    Asyncapi(asyncapi::Arguments),
    #[cfg(feature = "asyncapi")]
    Client(client::Arguments),
    #[cfg(feature = "asyncapi")]
    Check(check::Arguments),
    Dev(Box<dev::Arguments>),
}

/// The commands that the feature `asyncapi` adds.
const ASYNCAPI_COMMANDS: [&str; 3] = ["asyncapi", "check", "client"];

/// The APIs of a program, and their template.
pub(crate) struct Program<'a> {
    pub(crate) apis: &'a [WebSocketApi],
    pub(crate) template: &'a (dyn Fn() -> Result<Template> + Sync),
}

impl Program<'_> {
    fn declarations(&self) -> Vec<&Declaration> {
        self.apis.iter().map(WebSocketApi::declaration).collect()
    }
}

/// Runs the command of the command line.
pub(crate) async fn run(program: &Program<'_>) -> Result {
    match parse(env::args_os()) {
        Command::Template(output) => {
            note_stages(&program.declarations());
            Ok(output.write((program.template)()?, &read_by_program())?)
        }
        Command::Routes => Ok(write_stdout(&tables(&program.declarations()))?),
        Command::Diagram(arguments) => arguments.run(program.apis),
        #[cfg(feature = "asyncapi")]
        Command::Asyncapi(arguments) => arguments.run(program.apis),
        #[cfg(feature = "asyncapi")]
        Command::Check(arguments) => arguments.run(program.apis),
        #[cfg(feature = "asyncapi")]
        Command::Client(arguments) => arguments.run(program.apis),
        Command::Dev(arguments) => arguments.run(program).await,
    }
}

/// Returns the files that a program reads, which are never overwritten: its own executable.
fn read_by_program() -> Vec<PathBuf> {
    env::current_exe().into_iter().collect()
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Command {
    let matches = Cli::command().try_get_matches_from(arguments);
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(Cli { command }) => command,
        Err(error) => name_missing_feature(error).exit(),
    }
}

/// Adds a tip to the error of a command that the program was built without.
fn name_missing_feature(mut error: clap::Error) -> clap::Error {
    let name = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(name)) => name.as_str(),
        _ => return error,
    };
    if !cfg!(feature = "asyncapi") && ASYNCAPI_COMMANDS.contains(&name) {
        let tip = format!("`{name}` requires the feature `asyncapi` of `websocket-api`");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}
