use std::{
    io,
    path::{Path, PathBuf},
};

use websocket_api_model::files::read_text;

use super::{FileText, Files};

/// The files of a package. Files outside its folder are read, as rustc reads them, and never shown or
/// written.
#[derive(Debug)]
pub struct Package {
    /// The canonical path, without links.
    folder: PathBuf,
    /// The file that was requested by its name, in any folder.
    named: Option<PathBuf>,
}

impl Package {
    /// Returns the package in this folder.
    pub fn new(folder: &Path) -> Self {
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        Self { folder: identity(folder), named: None }
    }

    /// Adds a file that may be in another folder.
    pub fn with_file(self, path: &Path) -> Self {
        Self { named: Some(identity(path)), ..self }
    }

    /// Returns `true` if a file is in the package's folder, and no link leads out of it.
    pub fn has(&self, path: &Path) -> bool {
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

/// Returns a path that is the same for all paths of a file.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
