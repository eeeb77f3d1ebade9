//! Folders of files, as users have them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Makes a folder with exactly these files, and returns its path.
///
/// # Panics
/// If a file cannot be written.
pub fn folder(scratch: &str, name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(scratch).join(name);
    // The call fails if there is no folder.
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (path, text) in files {
        write(&folder.join(path), text);
    }
    folder
}

/// Writes a file, and creates the folders of its path.
///
/// # Panics
/// If the file cannot be written.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Returns the Rust files of a folder and of its folders.
///
/// # Panics
/// If a folder cannot be read.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}
