use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::escape;

/// The error of a file or of standard output.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    Read {
        /// The path of the file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A file could not be written.
    Write {
        /// The path of the file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// Standard output could not be written.
    Stdout(io::Error),
}

impl Error {
    /// Returns a function that makes the error of reading this file.
    pub fn read(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Error::Read { path: path.as_ref().to_owned(), source }
    }

    /// Returns a function that makes the error of writing this file.
    pub fn write(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Error::Write { path: path.as_ref().to_owned(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Read { path, .. } => write!(f, "cannot read `{}`", escape::path(path)),
            Error::Write { path, .. } => write!(f, "cannot write `{}`", escape::path(path)),
            Error::Stdout(_) => f.write_str("cannot write to standard output"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Read { source, .. } | Error::Write { source, .. } | Error::Stdout(source) => Some(source),
        }
    }
}
