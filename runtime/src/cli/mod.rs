//! The command line of a program that declares an API.

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
}

/// What a program declares.
pub(crate) struct Program<'a> {
    pub(crate) apps: &'a [App],
    pub(crate) template: &'a dyn Fn() -> Template,
}

/// Does what the command line asks for.
pub(crate) fn run(program: &Program<'_>) -> Result {
    run_command(program, std::env::args_os())
}

fn run_command(program: &Program<'_>, arguments: impl IntoIterator<Item = OsString>) -> Result {
    let parsed =
        Cli::command().try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(Cli { command: Command::Template(arguments) }) => arguments.run(program),
        Ok(Cli { command: Command::Routes(arguments) }) => arguments.run(program),
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
