use std::process;

use clap::error::ErrorKind;

use super::stderr_line;

/// Ends the process as clap would, but prints a usage error as one line.
pub fn exit(error: &clap::Error) -> ! {
    let shows_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if shows_help {
        let _ = error.print();
    } else {
        stderr_line(one_line(&error.to_string()));
    }
    process::exit(error.exit_code())
}

/// Returns clap's message and its tips, without the usage.
fn one_line(rendered: &str) -> String {
    let lines = rendered.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let mut parts: Vec<&str> =
        lines.filter(|line| !line.is_empty() && !line.starts_with("For more")).collect();
    parts.push("try `--help`");
    parts.join("; ")
}
