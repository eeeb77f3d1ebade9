//! Folders of files, as users have them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder with these files and no others, if with any.
///
/// # Panics
/// When it cannot be written.
pub fn folder(scratch: &str, name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(scratch).join(name);
    // It fails only where there is none.
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (path, text) in files {
        write(&folder.join(path), text);
    }
    folder
}

/// A file, and the folders that it is in.
///
/// # Panics
/// When it cannot be written.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
