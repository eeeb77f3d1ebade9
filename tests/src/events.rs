//! The events under `tests/events`.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("events")
}

/// Returns the event with this name, as Lambda receives it: `event("connect")`, `event("foreign/sqs")`.
///
/// # Panics
/// If there is no such event.
pub fn event(name: &str) -> String {
    let path = folder().join(name).with_extension("json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the names of all events in a folder (`""`, `"published"`, `"foreign"`), in order, without those of
/// its subfolders.
///
/// # Panics
/// If there is no such folder.
pub fn events_in(name: &str) -> Vec<String> {
    let path = folder().join(name);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a folder that can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| Path::new(name).join(path.file_stem().expect("a name")).display().to_string())
        .collect();
    names.sort();
    names
}
