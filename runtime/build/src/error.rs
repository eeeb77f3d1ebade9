use std::fmt;

use websocket_api_model::{escape, files};
use websocket_api_syntax::source::TemplateError;

/// The result of a build script.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// The error of a build script that makes templates.
///
/// Its `Debug` is the error and its causes in one line, so that `fn main() -> websocket_api_build::Result` ends in a readable one.
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    File(files::Error),
    /// There are errors in declarations, which Cargo has printed.
    Declarations {
        /// The number of errors.
        errors: usize,
    },
    /// Two APIs or stacks have one name.
    DuplicateTemplateName {
        /// The name.
        name: String,
    },
    /// A stack has an API that is not declared.
    ApiNotFound {
        /// Its name.
        name: String,
    },
    /// A template cannot be made from source.
    Template(TemplateError),
    /// A variable is missing that Cargo sets for build scripts.
    MissingVariable {
        /// The variable.
        name: &'static str,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File(error) => error.fmt(f),
            Error::Template(error) => error.fmt(f),
            Error::Declarations { errors: 1 } => f.write_str("there is an error in a declaration"),
            Error::Declarations { errors } => write!(f, "there are {errors} errors in declarations"),
            Error::DuplicateTemplateName { name } => write!(
                f,
                "two templates would be called `{name}`; rename one, or have `Config::new` read the file of the module that \
                 declares the one wanted"
            ),
            Error::ApiNotFound { name } => write!(f, "there is no API `{name}` in what was read"),
            Error::MissingVariable { name } => {
                write!(f, "`{name}` is not set: `websocket_api_build` is for build scripts, which Cargo runs")
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape::error(self))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::File(error) => error.source(),
            Error::Template(error) => error.source(),
            _ => None,
        }
    }
}

impl From<files::Error> for Error {
    fn from(error: files::Error) -> Self {
        Error::File(error)
    }
}

impl From<TemplateError> for Error {
    fn from(error: TemplateError) -> Self {
        Error::Template(error)
    }
}
