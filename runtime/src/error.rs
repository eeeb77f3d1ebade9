use std::{fmt, io, path::PathBuf};

/// The result of running an API.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// Why a program could not do what it was asked to.
///
/// Its `Debug` is its `Display`, so that `async fn main() -> websocket_api::Result` ends in one readable line.
#[non_exhaustive]
pub enum Error {
    /// A file could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Standard output could not be written.
    Output(io::Error),
    /// The program was started by Lambda, and this version of the crate makes templates but does not serve events.
    Lambda,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Write { path, source } => write!(f, "cannot write `{}`: {source}", path.display()),
            Error::Output(source) => write!(f, "cannot write to standard output: {source}"),
            Error::Lambda => f.write_str(
                "this version of `websocket-api` makes templates and does not serve Lambda events",
            ),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Write { source, .. } | Error::Output(source) => Some(source),
            Error::Lambda => None,
        }
    }
}
