use std::{
    collections::HashSet,
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use websocket_api_model::cli::stderr_line;
use websocket_api_syntax::source::forget_texts;

use super::{Result, Success, print_error};

/// The time without a change after which files are read. Editors write a file in several steps.
const SETTLE_TIME: Duration = Duration::from_millis(50);

/// The longest time that a change waits for others.
const MAX_WAIT: Duration = Duration::from_millis(500);

/// Runs an action again when a file that it read changes, or a file that it looked for appears. The watch ends with the process.
///
/// # Errors
/// If it fails the first time, or if files cannot be watched.
pub(super) fn watch(mut act: impl FnMut() -> Result<Files>) -> Result<Success> {
    let mut files = act()?;
    let mut watcher = FileWatcher::new(&files)?;
    loop {
        stderr_line(format_args!("watching {}", count(files.read.len())));
        watcher.wait(&files)?;
        forget_texts();
        // Folders that were replaced are watched only by being watched anew; before anything is read, so that nothing is missed.
        watcher = FileWatcher::new(&files)?;
        match act() {
            Ok(read) => {
                watcher.add(&read)?;
                files = read;
            }
            Err(error) => print_error(&*error),
        }
    }
}

/// The files that something depends on.
pub(super) struct Files {
    pub(super) read: Vec<PathBuf>,
    pub(super) missing: Vec<PathBuf>,
}

impl Files {
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.read.iter().chain(&self.missing)
    }
}

fn count(files: usize) -> String {
    if files == 1 { "1 file; Ctrl-C ends".to_owned() } else { format!("{files} files; Ctrl-C ends") }
}

/// Files are watched through their folders, since many editors put a new file in the place of the old one.
struct FileWatcher {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folders: HashSet<PathBuf>,
}

impl FileWatcher {
    fn new(files: &Files) -> Result<Self> {
        let (sender, events) = mpsc::channel();
        let mut watcher =
            Self { watcher: notify::recommended_watcher(sender)?, events, folders: HashSet::new() };
        watcher.add(files)?;
        Ok(watcher)
    }

    fn add(&mut self, files: &Files) -> Result {
        for file in files.all() {
            // A missing folder is noticed by a watch of its nearest existing ancestor.
            let mut folders = file
                .ancestors()
                .skip(1)
                .map(|folder| if folder == Path::new("") { Path::new(".") } else { folder });
            let Some(folder) = folders.find(|folder| folder.is_dir()) else { continue };
            if self.folders.insert(folder.to_owned()) {
                self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
            }
        }
        Ok(())
    }

    /// Waits for a change, and until there are no more for a while.
    fn wait(&self, files: &Files) -> Result {
        let names: HashSet<&OsStr> = files.all().filter_map(|file| file.file_name()).collect();
        while !is_change(&self.events.recv()??, &names) {}
        let begun = Instant::now();
        while let Some(left) = MAX_WAIT.checked_sub(begun.elapsed()) {
            match self.events.recv_timeout(SETTLE_TIME.min(left)) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Returns `true` if a file that was read has changed. Reading a file does not change it, and other files of the folders, such as
/// the template, are ignored. A folder may bring files, or take them away.
fn is_change(event: &Event, names: &HashSet<&OsStr>) -> bool {
    let changed = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
    let is_read = |path: &PathBuf| {
        path.extension().is_none_or(|extension| extension == "rs")
            || path.file_name().is_some_and(|name| names.contains(name))
    };
    changed && event.paths.iter().any(is_read)
}
