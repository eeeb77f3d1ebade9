//! Declarations in source text, read without compilation.

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

/// A range of bytes in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index in [`Sources::files`].
    pub file: usize,
    pub bytes: Range<usize>,
}

/// A diagnostic and its position.
#[derive(Clone, Debug)]
pub struct Finding {
    pub level: Level,
    /// The name of the rule.
    pub rule: &'static str,
    /// The message, whose texts are single lines without control characters.
    pub message: Message,
    pub place: Place,
    /// `true` if rustc does not report the finding, because only source text has the limitation.
    pub of_source: bool,
}

impl Finding {
    /// Makes an error outside of declarations.
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

/// Frees the texts that this thread has read, for callers that read repeatedly.
pub fn forget_texts() {
    proc_macro2::extra::invalidate_current_thread_spans();
}
