//! Declarations in source text, read without compiling it.

mod conditions;
mod file;
mod find;
mod format;
mod modules;
mod sources;

use std::{fmt, ops::Range};

pub use conditions::Conditions;
pub use file::{File, Position};
pub use format::{Formatted, Problem, Style, format};
pub use sources::{Declaration, Sources};

use crate::Level;

/// A place in a file: bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index in [`Sources::files`].
    pub file: usize,
    pub bytes: Range<usize>,
}

/// What is wrong, and where.
#[derive(Clone, Debug)]
pub struct Finding {
    pub level: Level,
    pub message: String,
    pub place: Place,
    /// Whether only reading from source finds fault with it, so that rustc says nothing.
    pub of_source: bool,
}

impl Finding {
    fn error(place: Place, message: impl fmt::Display) -> Self {
        Self { level: Level::Error, message: message.to_string(), place, of_source: true }
    }

    /// The message, even if it says something of the user's that has several lines.
    pub fn one_line(&self) -> String {
        self.message.replace(['\n', '\r'], " ")
    }

    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// Frees what is kept of every text that was read on this thread, for those who read over and over.
pub fn forget_texts() {
    proc_macro2::extra::invalidate_current_thread_spans();
}
