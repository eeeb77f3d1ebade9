//! The command line of a program that declares an API.

#[cfg(feature = "dev")]
mod dev;
mod routes;
mod template;
mod usage;

use std::{
    ffi::OsString,
    io::{self, Write},
};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use websocket_api_model::template::Template;

use crate::{App, Error, Result};

/// Works with the WebSocket API that this program declares.
#[derive(Debug, Parser)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Template(template::Arguments),
    Routes(routes::Arguments),
    #[cfg(feature = "dev")]
    Dev(Box<dev::Arguments>),
}

/// What a program declares.
pub(crate) struct Program<'a> {
    pub(crate) apps: &'a [App],
    pub(crate) template: &'a (dyn Fn() -> Template + Sync),
}

/// Does what the command line asks for.
pub(crate) async fn run(program: &Program<'_>) -> Result {
    match parse(std::env::args_os()) {
        Command::Template(arguments) => arguments.run(program),
        Command::Routes(arguments) => arguments.run(program),
        #[cfg(feature = "dev")]
        Command::Dev(arguments) => arguments.run(program).await,
    }
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Command {
    let matches = Cli::command().try_get_matches_from(arguments);
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(Cli { command }) => command,
        Err(error) => usage::exit(&error),
    }
}

/// Writes to standard output. Whoever stops reading has seen enough, which is no error.
fn print(text: &str) -> Result {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(()),
    }
}
