use std::{
    collections::HashSet,
    ffi::{OsStr, OsString},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use websocket_api_syntax::source::forget_texts;

use super::{Result, Sound};

/// Editors write a file in several steps.
const SETTLED: Duration = Duration::from_millis(50);

/// Does something again whenever one of the files changes that it says it has read, until the process is ended.
///
/// # Errors
/// If it fails the first time, or if files cannot be watched.
pub(super) fn watch(mut act: impl FnMut() -> Result<Vec<PathBuf>>) -> Result<Sound> {
    let mut watched = Watched::new()?;
    let mut files = act()?;
    loop {
        watched.set(&files)?;
        say(format_args!("watching {}", count(files.len())));
        watched.wait()?;
        forget_texts();
        match act() {
            Ok(read) => files = read,
            Err(error) => say(format_args!("error: {error}")),
        }
    }
}

fn say(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{text}");
}

fn count(files: usize) -> String {
    if files == 1 { "1 file; Ctrl-C ends".to_owned() } else { format!("{files} files; Ctrl-C ends") }
}

/// Files are watched through their folders, since many editors put a new file in the place of the old one.
struct Watched {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folders: HashSet<PathBuf>,
    names: HashSet<OsString>,
}

impl Watched {
    fn new() -> Result<Self> {
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender)?;
        Ok(Self { watcher, events, folders: HashSet::new(), names: HashSet::new() })
    }

    fn set(&mut self, files: &[PathBuf]) -> Result {
        self.names = files.iter().filter_map(|file| file.file_name()).map(OsStr::to_owned).collect();
        for file in files {
            let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            if !self.folders.contains(folder) {
                self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
                self.folders.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    /// Waits for a change, and until there are no more.
    fn wait(&self) -> Result {
        while !self.is_change(&self.events.recv()??) {}
        loop {
            match self.events.recv_timeout(SETTLED) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Reading is none, nor is what happens to other files of the folders, the template that is written among them. A new
    /// Rust file may be a module that was missing.
    fn is_change(&self, event: &Event) -> bool {
        let changed =
            matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
        let of_ours = |path: &PathBuf| {
            path.extension().is_some_and(|extension| extension == "rs")
                || path.file_name().is_some_and(|name| self.names.contains(name))
        };
        changed && event.paths.iter().any(of_ours)
    }
}
