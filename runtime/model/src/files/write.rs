use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Seek, Write},
    path::{Path, PathBuf},
};

use super::{
    Error,
    read::{LARGEST, read_text},
    target::{has_other_names, is_same, resolve, take_over},
    temporary_file::TemporaryFile,
};

/// Writes a text to a file, so that a reader sees the complete old or new text. A file that already has the
/// text is not changed. Links stay, and a pipe or a device is written to.
///
/// # Errors
/// Returns an error if the file cannot be written, is one of those that were read, or is the source of an
/// API. The file is then unchanged, and no other file is left.
pub fn write(path: &Path, text: &str, were_read: &[PathBuf]) -> Result<(), Error> {
    write_bytes(path, text, were_read).map_err(Error::write(path))
}

fn write_bytes(path: &Path, text: &str, were_read: &[PathBuf]) -> io::Result<()> {
    let target = resolve(path)?;
    let existing = match fs::metadata(&target) {
        Ok(existing) => existing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return create(&target, text),
        Err(error) => return Err(error),
    };
    let refuse = |reason| Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    if were_read.iter().any(|read| is_same(read, &target)) {
        return refuse("it is one of the files that were read");
    }
    if declares_api(&target) {
        return refuse("it is the source of an API");
    }
    if !existing.is_file() || is_open_already(path) {
        return OpenOptions::new().append(true).open(path)?.write_all(text.as_bytes());
    }
    // An unreadable file may be writable.
    if has_text(&target, &existing, text).unwrap_or(false) {
        return Ok(());
    }
    substitute(&target, &existing, text, || Ok(true)).map(|_| ())
}

/// Replaces the text of a file that was read. Returns `false` if the file has another text now, and leaves it
/// unchanged.
///
/// # Errors
/// Returns an error if the file cannot be written. The file is then unchanged, and no other file is left.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<bool, Error> {
    replace_bytes(path, before, after).map_err(Error::write(path))
}

/// Writes to standard output. A closed pipe is not an error, because its reader needs no more output.
///
/// # Errors
/// Returns any other error of standard output.
pub fn write_stdout(text: &str) -> Result<(), Error> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Stdout(error)),
        _ => Ok(()),
    }
}

fn replace_bytes(path: &Path, before: &str, after: &str) -> io::Result<bool> {
    let target = resolve(path)?;
    let existing = fs::metadata(&target)?;
    if !existing.is_file() {
        return Err(super::read::not_regular());
    }
    substitute(&target, &existing, after, || has_text(&target, &fs::metadata(&target)?, before))
}

/// Returns `true` if a file is Rust with a declaration. A program does not read its source, and must not
/// overwrite it either.
fn declares_api(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && read_text(path).is_ok_and(|text| text.contains("websocket_api!"))
}

/// Returns `true` for the path of an open file of this process, which other processes may also write to.
fn is_open_already(path: &Path) -> bool {
    let streams = ["/dev/stdout", "/dev/stderr"].map(Path::new);
    streams.contains(&path) || path.starts_with("/dev/fd") || path.starts_with("/proc")
}

fn has_text(path: &Path, file: &Metadata, text: &str) -> io::Result<bool> {
    Ok(file.len() == text.len() as u64 && fs::read(path)? == text.as_bytes())
}

fn create(target: &Path, text: &str) -> io::Result<()> {
    let folder = folder(target);
    // Returns the error of the file system, without the name of the temporary file.
    fs::metadata(folder)?;
    let mut new = TemporaryFile::new(folder)?;
    new.write(text)?;
    new.put(target)
}

/// Replaces a file by a new one, if `still` returns `true` after the new one is written. If that would lose
/// hard links or the owner, or if the file cannot be replaced, its bytes are replaced instead.
fn substitute(
    target: &Path,
    existing: &Metadata,
    text: &str,
    still: impl Fn() -> io::Result<bool>,
) -> io::Result<bool> {
    // A file that must not be written is not replaced either.
    let old = OpenOptions::new().write(true).open(target)?;
    let through = || if still()? { overwrite(&old, target, text).map(|()| true) } else { Ok(false) };
    if has_other_names(existing) {
        return through();
    }
    let mut new = match TemporaryFile::new(folder(target)) {
        Ok(new) => new,
        Err(error) if is_kept_out(&error) => return through(),
        Err(error) => return Err(error),
    };
    new.write(text)?;
    if take_over(&new.file, existing).is_err() {
        return through();
    }
    if !still()? {
        return Ok(false);
    }
    match new.put(target) {
        Err(error) if is_kept_out(&error) => through(),
        put => put.map(|()| true),
    }
}

/// Returns `true` if a folder accepts no new file, or does not allow a replacement: another user owns it, it
/// is read-only, or the file is a mount.
fn is_kept_out(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

/// Replaces the bytes of a file, and restores the old ones if that fails.
fn overwrite(mut file: &File, target: &Path, text: &str) -> io::Result<()> {
    let small = file.metadata()?.len() <= LARGEST;
    let before = if small { fs::read(target).ok() } else { None };
    let mut put = |bytes: &[u8]| {
        file.rewind()?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_all()
    };
    let written = put(text.as_bytes());
    if let (Err(_), Some(before)) = (&written, before) {
        // The first error is the one to report.
        let _ = put(&before);
    }
    written
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use std::{env, process};

    use super::*;

    #[test]
    fn file_that_was_changed_meanwhile_is_left_alone() {
        let folder = env::temp_dir().join(format!("websocket-api-{}-replace", process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("a.rs");
        let text = || fs::read_to_string(&path).expect("a file");
        let names = || fs::read_dir(&folder).expect("a folder").count();
        for links in 0..2 {
            fs::write(&path, "before").expect("a file");
            if links > 0 {
                fs::hard_link(&path, folder.join("b.rs")).expect("a link");
            }
            assert!(!replace(&path, "long before", "after").expect("a file"));
            assert_eq!(text(), "before");
            assert!(replace(&path, "before", "after").expect("a file"));
            assert_eq!((text(), names()), ("after".to_owned(), 1 + links));
        }
        fs::remove_dir_all(&folder).expect("a folder");
    }
}
