//! Arguments and output that the command `websocket-api` and the command line of a program that declares an API share. The rest
//! of the crate does not use this module.

mod output;
mod table;

use std::{fmt, io::Write};

pub use output::{DiagramOutput, DocumentFormat, DocumentOutput, OutputFile, TemplateOutput, note_stages};
pub use table::{table, tables};

use crate::escape;

/// Writes a line to standard error, with control characters escaped. Standard error may be closed.
pub fn stderr_line(line: impl fmt::Display) {
    stderr_styled_line(&escape::text(&line.to_string()));
}

/// Writes a line with styles to standard error, in colour only on a terminal. Standard error may be closed.
pub fn stderr_styled_line(line: &str) {
    _ = anstream::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// Writes each note on a line of standard error.
pub fn stderr_notes<'a>(notes: impl Iterator<Item = &'a str>) {
    notes.for_each(|note| stderr_line(format_args!("note: {note}")));
}
