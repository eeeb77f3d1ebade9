use std::{
    io,
    path::{Path, PathBuf},
};

use websocket_api_syntax::source::{FileText, Files};

use super::read::read_text;

/// A package's files. Those outside its folder are read, as the compiler reads them, and never shown or written.
#[derive(Debug)]
pub(crate) struct Package {
    /// Without links.
    folder: PathBuf,
    /// A file that was asked for by its name, wherever it is.
    named: Option<PathBuf>,
}

impl Package {
    pub(crate) fn new(folder: &Path) -> Self {
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        Self { folder: identity(folder), named: None }
    }

    /// The package, with a file that may be elsewhere.
    pub(crate) fn with_file(self, path: &Path) -> Self {
        Self { named: Some(identity(path)), ..self }
    }

    /// Returns `true` if a file is in the package's folder, and no link leads out of it.
    #[cfg(feature = "cli")]
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.has_identity(&identity(path))
    }

    fn has_identity(&self, identity: &Path) -> bool {
        identity.starts_with(&self.folder) || self.named.as_deref() == Some(identity)
    }
}

impl Files for Package {
    fn read(&self, path: &Path) -> io::Result<FileText> {
        let text = read_text(path)?;
        let identity = identity(path);
        Ok(FileText { text, is_shown: self.has_identity(&identity), identity })
    }
}

/// The same for two paths of one file.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
