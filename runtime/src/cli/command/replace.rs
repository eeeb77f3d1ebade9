use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
    process,
};

use super::Result;
use crate::Error;

/// Puts a text in the place of the one that was read: whoever reads the file meanwhile has one of them whole.
pub(super) fn replace(path: &Path, before: &str, after: &str) -> Result {
    let replaced = try_replace(path, before, after);
    if replaced.map_err(|source| Error::Write { path: path.to_owned(), source })? {
        return Ok(());
    }
    Err(format!("`{}` was changed meanwhile, and is left as it is; do it again", path.display()).into())
}

/// Whether the file was still as it was read.
fn try_replace(path: &Path, before: &str, after: &str) -> io::Result<bool> {
    // A link stays one.
    let path = path.canonicalize()?;
    // One that must not be written is not replaced either.
    let permissions = OpenOptions::new().write(true).open(&path)?.metadata()?.permissions();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.{}.new", process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&new)?;
    let replaced = file
        .write_all(after.as_bytes())
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all())
        .and_then(|()| Ok(fs::read(&path)? == before.as_bytes()))
        .and_then(|same| if same { fs::rename(&new, &path).map(|()| true) } else { Ok(false) });
    if !matches!(replaced, Ok(true)) {
        // What is wrong already is worse than a file too many.
        let _ = fs::remove_file(&new);
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_meanwhile_stays() {
        let folder = std::env::temp_dir().join(format!("websocket-api-{}-replace", process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("a.rs");
        fs::write(&path, "before").expect("a file");
        let text = || fs::read_to_string(&path).expect("a file");
        let error = replace(&path, "long before", "after").expect_err("it is not what was read").to_string();
        assert_eq!(
            error,
            format!("`{}` was changed meanwhile, and is left as it is; do it again", path.display())
        );
        assert_eq!(text(), "before");
        replace(&path, "before", "after").expect("a file");
        assert_eq!(text(), "after");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "nothing else is left");

        let taken = folder.join(format!(".a.rs.{}.new", process::id()));
        fs::write(&taken, "somebody's").expect("a file");
        replace(&path, "after", "never").expect_err("the name is taken");
        assert_eq!(
            (text(), fs::read_to_string(taken).expect("a file")),
            ("after".into(), "somebody's".into())
        );
        fs::remove_dir_all(&folder).expect("a folder");
    }
}
