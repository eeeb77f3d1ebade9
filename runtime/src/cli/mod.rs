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

use crate::{App, Error, Result, Stack};

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

impl App {
    /// Runs the program: does what its command line asks for, which `--help` lists.
    ///
    /// A wrong command line ends the process with one line on standard error and exit code 2.
    ///
    /// # Errors
    /// If something could not be done; returned from `main` it is one line and exit code 1. Started by Lambda, always:
    /// this version does not serve events.
    pub async fn run(self) -> Result {
        run(&Program { apps: std::slice::from_ref(&self), template: &|| self.template() })
    }
}

impl Stack {
    /// Runs the program, as [`App::run`] does for one API.
    ///
    /// # Errors
    /// As [`App::run`].
    pub async fn run(self) -> Result {
        run(&Program { apps: self.apps(), template: &|| self.template() })
    }
}

/// What a program declares.
struct Program<'a> {
    apps: &'a [App],
    template: &'a dyn Fn() -> Template,
}

fn run(program: &Program<'_>) -> Result {
    if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some() {
        return Err(Error::Lambda);
    }
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
