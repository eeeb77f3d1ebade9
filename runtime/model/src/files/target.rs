use std::{
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
};

/// The maximum number of links in a chain, as on Linux.
const LINKS: usize = 40;

/// Returns the target of a path's links, which need not exist. The links stay.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match fs::symlink_metadata(&path) {
            Ok(file) if file.is_symlink() => {
                let target = fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(target);
            }
            _ => return Ok(path),
        }
    }
    // Returns the error of the file system.
    fs::metadata(&path).map(|_| path)
}

/// Returns `true` if two paths name one file, through symbolic or hard links.
pub(super) fn is_same(a: &Path, b: &Path) -> bool {
    let identity = |path| fs::metadata(path).and_then(|file| identity(path, &file));
    matches!((identity(a), identity(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(unix)]
fn identity(_: &Path, file: &Metadata) -> io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Ok((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path, _: &Metadata) -> io::Result<PathBuf> {
    path.canonicalize()
}

/// Returns `true` if a file has several hard links, which a replacement would separate.
#[cfg(unix)]
pub(super) fn has_other_names(file: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.nlink() > 1
}

#[cfg(not(unix))]
pub(super) fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Gives a new file the owner, the group and the permissions of an existing one.
#[cfg(unix)]
pub(super) fn take_over(new: &File, existing: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) != (existing.uid(), existing.gid()) {
        fchown(new, Some(existing.uid()), Some(existing.gid()))?;
    }
    // Permissions are set last, because a change of the owner clears bits.
    new.set_permissions(existing.permissions())
}

#[cfg(not(unix))]
pub(super) fn take_over(new: &File, existing: &Metadata) -> io::Result<()> {
    new.set_permissions(existing.permissions())
}
