use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

/// The maximum size of an input file, in bytes: 16 MB.
pub(super) const LARGEST: u64 = 16 * 1024 * 1024;

/// Reads a regular file.
///
/// # Errors
/// Returns an error if the file is not regular, has more than 16 MB, or is not UTF-8. A FIFO or a device
/// could block, or never end.
pub fn read_text(path: &Path) -> io::Result<String> {
    // Checked before opening, because opening a FIFO waits for its other end.
    check(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    let before = file.metadata()?;
    check(&before)?;
    let text = read(&file)?;
    // The kernel generates such a file while it is read, and reports a size of 0. It may be the environment
    // of a process.
    if before.len() == 0 && !text.is_empty() && file.metadata()?.len() == 0 {
        return Err(not_regular());
    }
    Ok(text)
}

/// Returns `true` for the path of a pipe from the shell: that of `<(…)`, which is `/dev/fd/63`, or standard
/// input.
pub fn is_pipe(path: &Path) -> bool {
    let is_open_already = path == Path::new("/dev/stdin") || path.starts_with("/dev/fd");
    is_open_already && fs::metadata(path).is_ok_and(|file| !file.is_file() && !file.is_dir())
}

/// Reads a file that the command line names. As [`read_text`], but the file may be a pipe.
///
/// # Errors
/// Returns the errors of [`read_text`].
pub fn read_named(path: &Path) -> io::Result<String> {
    if is_pipe(path) { read(File::open(path)?) } else { read_text(path) }
}

/// Reads standard input.
///
/// # Errors
/// Returns an error if the input has more than 16 MB, or is not UTF-8.
pub fn read_input() -> io::Result<String> {
    read(io::stdin().lock())
}

fn check(file: &Metadata) -> io::Result<()> {
    match file {
        file if file.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        file if !file.is_file() => Err(not_regular()),
        file if file.len() > LARGEST => Err(too_large()),
        _ => Ok(()),
    }
}

fn read(source: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    // The limit also applies to a file that grows meanwhile.
    source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
}

pub(super) fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "it has more than 16 MB")
}
