use std::{fmt, io, path::PathBuf};

use websocket_api_model::{escape, files};

/// The error of a program's command line.
#[derive(Debug)]
#[non_exhaustive]
pub enum CliError {
    /// A file or standard output could not be read or written.
    File(files::Error),
    /// The program declares several APIs, or not the one that was named.
    ApiNotSelected {
        /// The name on the command line.
        name: Option<String>,
        /// The names of the program's APIs.
        names: Vec<String>,
    },
    /// The API would break deployed clients. The changes have been printed.
    #[cfg(feature = "asyncapi")]
    Breaking {
        /// The number of changes.
        count: usize,
    },
    /// A file of variables for handlers cannot be read.
    EnvironmentFile {
        /// The file.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// The program could not start again with the environment of its handlers.
    Restart(io::Error),
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CliError::File(error) => error.fmt(f),
            CliError::ApiNotSelected { name: Some(name), names } => {
                write!(f, "there is no API `{name}` here; there is `{}`", names.join("`, `"))
            }
            CliError::ApiNotSelected { name: None, names } => {
                write!(f, "this program declares several APIs; name one by `--api`: `{}`", names.join("`, `"))
            }
            #[cfg(feature = "asyncapi")]
            CliError::Breaking { count: 1 } => f.write_str("there is a change that breaks deployed clients"),
            #[cfg(feature = "asyncapi")]
            CliError::Breaking { count } => {
                write!(f, "there are {count} changes that break deployed clients")
            }
            CliError::EnvironmentFile { path, reason } => {
                write!(f, "cannot read `{}`: {reason}", escape::path(path))
            }
            CliError::Restart(_) => f.write_str("cannot restart with the handlers' environment"),
        }
    }
}

impl std::error::Error for CliError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            CliError::File(error) => error.source(),
            CliError::Restart(error) => Some(error),
            _ => None,
        }
    }
}
