//! The command `websocket-api`: templates, checks, tables and diagrams from source, without compiling it.

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

use std::{error::Error, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};
use clap_complete::Shell;
use websocket_api_model::{cli::stderr_line, escape, files::write_stdout};

use self::{
    check::CheckArguments, diagram::DiagramArguments, fmt::FmtArguments, routes::RoutesArguments,
    template::TemplateArguments,
};

const NAME: &str = "websocket-api";

/// Check, format and generate from `websocket_api!` declarations
///
/// The command reads a Rust file with its modules, or the library and the binaries of a package. It compiles nothing, so Rust
/// constants have no value. A program that declares an API prints its template with `cargo run -- template`.
///
/// Exit codes: 0 for success, 1 for errors, 2 for an invalid command line.
#[derive(Debug, Parser)]
#[command(name = NAME, version, disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Template(TemplateArguments),
    Check(CheckArguments),
    Routes(RoutesArguments),
    Diagram(DiagramArguments),
    Fmt(FmtArguments),
    /// Print a shell completion script
    ///
    /// For bash: `websocket-api completions bash > ~/.local/share/bash-completion/completions/websocket-api`.
    Completions {
        /// Shell to complete in
        shell: Shell,
    },
}

/// The result of a command. An error is printed on one line with its causes.
type Result<T = (), E = Box<dyn Error>> = std::result::Result<T, E>;

/// `true` if the declarations have no errors.
type Success = bool;

fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    match run(command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            print_error(&*error);
            ExitCode::FAILURE
        }
    }
}

/// Prints an error and its causes on a line of standard error.
fn print_error(error: &dyn Error) {
    stderr_line(format_args!("error: {}", escape::error(error)));
}

/// Prints a usage error and exits with code 2.
fn exit_misused(problem: &str) -> ! {
    Cli::command().error(ErrorKind::ArgumentConflict, problem).exit()
}

fn run(command: Command) -> Result<Success> {
    match command {
        Command::Template(arguments) => arguments.run(),
        Command::Check(arguments) => arguments.run(),
        Command::Routes(arguments) => arguments.run(),
        Command::Diagram(arguments) => arguments.run(),
        Command::Fmt(arguments) => arguments.run(),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), NAME, &mut script);
            // clap_complete 4.6 calls a command with a hyphen by two names in scripts for bash.
            let script = String::from_utf8_lossy(&script).replace("websocket__subcmd__api", "websocket__api");
            write_stdout(&script)?;
            Ok(true)
        }
    }
}
