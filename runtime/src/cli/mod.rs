//! Command lines: that of a program that declares an API, and that of the command `websocket-api`.

#[cfg(feature = "cli")]
pub(crate) mod command;
mod output;
#[cfg(feature = "dev")]
pub(crate) mod program;
mod table;
mod usage;

use std::{
    fmt,
    io::{self, Write},
};

use websocket_api_model::escape;

use crate::{Error, Result};

/// Writes to standard output. Whoever stops reading has seen enough, which is no error.
fn print(text: &str) -> Result {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(()),
    }
}

/// Writes notes to standard error.
#[cfg(all(feature = "dev", feature = "asyncapi"))]
fn note<'a>(notes: impl Iterator<Item = &'a str>) {
    notes.for_each(|note| say(format_args!("note: {note}")));
}

/// Writes a line to standard error, whatever is in it. It may be closed.
fn say(line: impl fmt::Display) {
    let _ = writeln!(io::stderr(), "{}", escape::text(&line.to_string()));
}
