use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// The maximum number of names that killed processes may have left.
const ATTEMPTS: u32 = 100;

/// A new file that replaces another one or is removed.
#[derive(Debug)]
pub(super) struct TemporaryFile {
    pub(super) file: File,
    /// The path, or `None` after the replacement.
    path: Option<PathBuf>,
}

impl TemporaryFile {
    /// Creates a file in this folder, with the default permissions.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let mut attempts = 0;
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            // Editors and `--watch` ignore this ending.
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

    /// Replaces a file after the bytes are on the disk, so that a reader sees either file complete.
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
            // The earlier error is reported. A remaining file is the smaller fault.
            let _ = fs::remove_file(path);
        }
    }
}
