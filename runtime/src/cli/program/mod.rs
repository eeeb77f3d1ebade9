//! The command line of a program that declares an API.

#[cfg(feature = "schema")]
mod asyncapi;
#[cfg(feature = "schema")]
mod check;
#[cfg(feature = "schema")]
mod client;
mod dev;
mod diagram;
mod named;

use std::{env, ffi::OsString, path::PathBuf};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use websocket_api_model::{spec::Spec, template::Template};

use super::{
    output::{Output, note_stages},
    print, table, usage,
};
use crate::{App, Result};

/// Works with the WebSocket API that this program declares.
#[derive(Debug, Parser)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the API's CloudFormation template.
    Template(Output),
    /// Print a table of the API's routes, their handlers and their functions' settings.
    Routes,
    Diagram(diagram::Arguments),
    #[cfg(feature = "schema")]
    Asyncapi(asyncapi::Arguments),
    #[cfg(feature = "schema")]
    Client(client::Arguments),
    #[cfg(feature = "schema")]
    Check(check::Arguments),
    Dev(Box<dev::Arguments>),
}

/// What a program declares.
pub(crate) struct Program<'a> {
    pub(crate) apps: &'a [App],
    pub(crate) template: &'a (dyn Fn() -> Result<Template> + Sync),
}

impl Program<'_> {
    fn specs(&self) -> Vec<&Spec> {
        self.apps.iter().map(App::spec).collect()
    }
}

/// Does what the command line asks for.
pub(crate) async fn run(program: &Program<'_>) -> Result {
    match parse(env::args_os()) {
        Command::Template(output) => {
            note_stages(&program.specs());
            output.write((program.template)()?, &read_by_program())
        }
        Command::Routes => print(&table::tables(&program.specs())),
        Command::Diagram(arguments) => arguments.run(program.apps),
        #[cfg(feature = "schema")]
        Command::Asyncapi(arguments) => arguments.run(program.apps),
        #[cfg(feature = "schema")]
        Command::Check(arguments) => arguments.run(program.apps),
        #[cfg(feature = "schema")]
        Command::Client(arguments) => arguments.run(program.apps),
        Command::Dev(arguments) => arguments.run(program).await,
    }
}

/// The files that a program reads: the one that it is.
fn read_by_program() -> Vec<PathBuf> {
    env::current_exe().into_iter().collect()
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Command {
    let matches = Cli::command().try_get_matches_from(arguments);
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(Cli { command }) => command,
        Err(error) => usage::exit(&error),
    }
}
