//! The command line of a program that declares an API.

mod routes;
mod template;
mod usage;

use std::{
    ffi::OsString,
    io::{self, Write},
};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

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

impl App {
    /// Runs the program: does what its command line asks for, which `--help` lists.
    ///
    /// A wrong command line ends the process with one line on standard error and exit code 2.
    ///
    /// # Errors
    /// If something could not be done; returned from `main` it is one line and exit code 1. Started by Lambda, always:
    /// this version does not serve events.
    #[allow(clippy::unused_async)] // Serving awaits; what a program writes in `main` must not change for it.
    pub async fn run(self) -> Result {
        if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some() {
            return Err(Error::Lambda);
        }
        self.run_command(std::env::args_os())
    }

    fn run_command(&self, arguments: impl IntoIterator<Item = OsString>) -> Result {
        let matches = match Cli::command().try_get_matches_from(arguments) {
            Ok(matches) => matches,
            Err(error) => usage::exit(&error),
        };
        let cli = match Cli::from_arg_matches(&matches) {
            Ok(cli) => cli,
            Err(error) => usage::exit(&error),
        };
        match cli.command {
            Command::Template(arguments) => arguments.run(self),
            Command::Routes(arguments) => arguments.run(self),
        }
    }
}

/// Writes to standard output. Whoever stops reading has seen enough, which is no error.
fn print(text: &str) -> Result {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(()),
    }
}
