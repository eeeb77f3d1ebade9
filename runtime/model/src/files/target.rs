use std::{
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
};

/// The maximum number of links that lead to each other, as Linux has it.
const LINKS: usize = 40;

/// Returns the path that a path's links lead to, whether or not there is a file: the links stay.
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
    // It fails, and says why.
    fs::metadata(&path).map(|_| path)
}

/// Returns `true` if two paths lead to one file, through links of either kind.
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

/// Returns `true` if a file has more than one name, which a new file in its place would part.
#[cfg(unix)]
pub(super) fn has_other_names(file: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.nlink() > 1
}

#[cfg(not(unix))]
pub(super) fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Gives a new file the owner, the group and the permissions of another.
#[cfg(unix)]
pub(super) fn take_over(new: &File, existing: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) != (existing.uid(), existing.gid()) {
        fchown(new, Some(existing.uid()), Some(existing.gid()))?;
    }
    // Last, because a change of owner takes bits away.
    new.set_permissions(existing.permissions())
}

#[cfg(not(unix))]
pub(super) fn take_over(new: &File, existing: &Metadata) -> io::Result<()> {
    new.set_permissions(existing.permissions())
}
