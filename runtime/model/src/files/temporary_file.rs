use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// The maximum number of names that may be taken: by processes that were killed while they wrote.
const ATTEMPTS: u32 = 100;

/// A new file that takes another's place, or is removed.
#[derive(Debug)]
pub(super) struct TemporaryFile {
    pub(super) file: File,
    /// `None`: it has its place.
    path: Option<PathBuf>,
}

impl TemporaryFile {
    /// Makes a file in this folder, with the permissions that new files have.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let mut attempts = 0;
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            // An ending that no editor and no `--watch` looks at.
            let path = folder.join(format!(".websocket-api-{}-{number}.tmp", process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempts < ATTEMPTS => {
                    attempts += 1;
                }
                opened => return Ok(Self { file: opened?, path: Some(path) }),
            }
        }
    }

    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())
    }

    /// Puts it in the place of a file, once its bytes are on the disk: a reader has one of them whole.
    pub(super) fn put(mut self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        if let Some(path) = &self.path {
            fs::rename(path, target)?;
        }
        self.path = None;
        Ok(())
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // The fault that led here is said; a file too many is the smaller one.
            let _ = fs::remove_file(path);
        }
    }
}
