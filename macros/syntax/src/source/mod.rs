//! Declarations in source text, read without compiling it.

mod conditions;
mod file;
mod files;
mod find;
mod format;
mod modules;
mod package;
mod sources;
mod template;

use std::ops::Range;

pub use conditions::Conditions;
pub use file::{File, Position};
pub use files::{FileText, Files};
pub use format::{FormattedText, Problem, Style, format};
pub use package::Package;
pub use sources::{SourceDeclaration, Sources};
pub use template::{TemplateError, template};

use websocket_api_model::{escape, message::Message};

use crate::{Level, SyntaxRule};

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
    /// The name of the rule.
    pub rule: &'static str,
    /// Each text of it is one line, without control characters.
    pub message: Message,
    pub place: Place,
    /// Whether only reading from source finds fault with it, so that rustc says nothing.
    pub of_source: bool,
}

impl Finding {
    /// An error that is not in a declaration.
    pub fn error(place: Place, message: impl Into<Message>) -> Self {
        let message = message.into().map(escape::text);
        Self {
            level: Level::Error,
            rule: SyntaxRule::UnreadableSource.name(),
            message,
            place,
            of_source: true,
        }
    }

    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// Frees what is kept of every text that was read on this thread, for those who read over and over.
pub fn forget_texts() {
    proc_macro2::extra::invalidate_current_thread_spans();
}
