use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
};

use cargo_toml::{AbstractFilesystem, Error, Filesystem, Manifest, Value};
use websocket_api_model::{escape, files::read_text};
use websocket_api_syntax::source::Package;

use super::Result;

pub(super) const NAME: &str = "Cargo.toml";

/// Returns the roots of the library and the programs of the package in this folder.
pub(super) fn targets(folder: &Path, package: &Package) -> Result<Vec<PathBuf>> {
    let path = folder.join(NAME);
    let path = path.strip_prefix(".").unwrap_or(&path);
    let shown = escape::path(path);
    if !path.exists() {
        return Err(format!("there is no `{shown}`; name a Rust file, or the folder of a package").into());
    }
    let fails = |error: &Error| format!("cannot read `{shown}`: {}", reason(error, package.has(path)));
    // Its workspace is looked for among its parents.
    let absolute = std::path::absolute(folder)?;
    let mut manifest = read(path).map_err(|error| fails(&error))?;
    manifest
        .complete_from_abstract_filesystem::<Value, _>(Folder(&absolute), None)
        .map_err(|error| fails(&error))?;
    if manifest.package.is_none() {
        let members = manifest.workspace.map(|workspace| workspace.members.join("`, `")).unwrap_or_default();
        return Err(
            format!("`{shown}` is a workspace; name the folder of one of its packages: `{members}`").into()
        );
    }
    let targets = manifest.lib.into_iter().chain(manifest.bin).filter_map(|target| target.path);
    Ok(targets.map(|path| folder.strip_prefix(".").unwrap_or(folder).join(path)).collect())
}

/// Returns the package that a file belongs to: its folder is the nearest one with a package's manifest, or else the file's own.
pub(super) fn package_of(path: &Path) -> Package {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let around = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let is_package =
        |folder: &&Path| read(&folder.join(NAME)).is_ok_and(|manifest| manifest.package.is_some());
    Package::new(around.ancestors().find(is_package).unwrap_or(&around)).with_file(path)
}

fn read(path: &Path) -> Result<Manifest, Error> {
    Manifest::from_str(&read_text(path)?)
}

/// The reason why a manifest cannot be read, in one line, which may quote it or not.
fn reason(error: &Error, may_quote: bool) -> String {
    match error {
        Error::Parse(error) if may_quote => error.message().to_owned(),
        Error::Parse(_) => "it is not a manifest of Cargo's".to_owned(),
        Error::Workspace(error) => {
            let path = error.1.as_ref().map(|path| format!(" at `{}`", escape::path(path)));
            format!("its workspace{} cannot be read: {}", path.unwrap_or_default(), reason(&error.0, false))
        }
        error => error.to_string(),
    }
}

/// A package's folder, in which files are read as everywhere here.
struct Folder<'a>(&'a Path);

impl AbstractFilesystem for Folder<'_> {
    fn file_names_in(&self, folder: &str) -> io::Result<HashSet<Box<str>>> {
        Filesystem::new(self.0).file_names_in(folder)
    }

    fn parse_root_workspace(&self, named: Option<&Path>) -> Result<(Manifest, PathBuf), Error> {
        let read_workspace = |path: PathBuf| {
            let manifest = read(&path).ok().filter(|manifest| manifest.workspace.is_some())?;
            Some((manifest, path))
        };
        let found = match named {
            Some(folder) => read_workspace(self.0.join(folder).join(NAME)),
            None => self.0.ancestors().skip(1).map(|folder| folder.join(NAME)).find_map(read_workspace),
        };
        found.ok_or(Error::Other("there is none in the folders around it"))
    }
}
