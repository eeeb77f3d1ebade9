//! The command `websocket-api`: what can be had of a declaration without compiling it.

mod check;
mod diagram;
mod draw;
mod excerpt;
mod fmt;
mod input;
mod manifest;
mod routes;
mod rustfmt;
mod template;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};
use clap_complete::Shell;

use self::{check::Check, diagram::MakeDiagram, fmt::Fmt, routes::Routes, template::MakeTemplate};
use super::{print, say, usage};

const NAME: &str = "websocket-api";

/// Works with the `websocket_api!` declarations of Rust source, without compiling it.
///
/// What is read is a Rust file with the modules that it declares, or the library and the programs of a package. Rust constants have no value there; a
/// program that declares an API makes its template too, with `cargo run -- template`.
///
/// Exit codes: 0 if all is well, 1 if there are errors, 2 if the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = NAME, version, disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Template(MakeTemplate),
    Check(Check),
    Routes(Routes),
    Diagram(MakeDiagram),
    Fmt(Fmt),
    /// Print a script that completes this command in a shell
    ///
    /// For bash: `websocket-api completions bash > ~/.local/share/bash-completion/completions/websocket-api`.
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Errors are for people.
type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// Whether declarations are without errors.
type Sound = bool;

/// The command.
#[doc(hidden)]
pub fn main() -> ExitCode {
    let Cli { command } = Cli::try_parse().unwrap_or_else(|error| usage::exit(&error));
    match run(command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(format_args!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Ends the process as a wrong command line does.
fn misused(problem: &str) -> ! {
    usage::exit(&Cli::command().error(ErrorKind::ArgumentConflict, problem))
}

fn run(command: Command) -> Result<Sound> {
    match command {
        Command::Template(template) => template.run(),
        Command::Check(check) => check.run(),
        Command::Routes(routes) => routes.run(),
        Command::Diagram(draw) => draw.run(),
        Command::Fmt(fmt) => fmt.run(),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), NAME, &mut script);
            // clap_complete 4.6 calls a command with a hyphen by two names in scripts for bash.
            let script = String::from_utf8_lossy(&script).replace("websocket__subcmd__api", "websocket__api");
            print(&script)?;
            Ok(true)
        }
    }
}
