use std::{
    io,
    path::{Path, PathBuf},
};

/// A reader of files with declarations. The implementation decides which files may be read, and their maximum
/// size.
pub trait Files {
    /// Reads a file.
    ///
    /// # Errors
    /// Returns [`io::ErrorKind::NotFound`] if there is no such file, and another error if the file cannot or
    /// must not be read.
    fn read(&self, path: &Path) -> io::Result<FileText>;
}

/// The text of a file.
#[derive(Debug)]
pub struct FileText {
    pub text: String,
    /// A path that is the same for every path of the file.
    pub identity: PathBuf,
    /// `true` if findings may show its text.
    pub is_shown: bool,
}
