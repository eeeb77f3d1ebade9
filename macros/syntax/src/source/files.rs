use std::{
    io,
    path::{Path, PathBuf},
};

/// The files that declarations are read from. Which may be read, and up to which size, is decided there.
pub trait Files {
    /// Reads a file.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if there is no such file; anything else if it cannot be read, or must not be.
    fn read(&self, path: &Path) -> io::Result<FileText>;
}

/// A file as it was read.
#[derive(Debug)]
pub struct FileText {
    pub text: String,
    /// The same for every path that leads to the file.
    pub identity: PathBuf,
    /// `true` if findings may show its text.
    pub is_shown: bool,
}
