use std::path::{Path, PathBuf};

use syn::ext::IdentExt;

use super::find::Module;

/// The folders of a file's modules, according to the Rust reference (*Modules*, "Module source filenames").
pub(super) struct Folder {
    /// The folder of the file.
    file: PathBuf,
    /// The folder of its modules: the file's folder for `main.rs`, `lib.rs` and `mod.rs`, otherwise the
    /// subfolder with the file's name.
    modules: PathBuf,
}

impl Folder {
    /// Returns the folders of a file whose name differs from its module's: a crate root, `mod.rs`, or a file
    /// named by `#[path]`.
    pub(super) fn from_root(path: &Path) -> Self {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Self { modules: folder.clone(), file: folder }
    }

    fn from_module(path: &Path) -> Self {
        let root = Self::from_root(path);
        if path.file_name().is_some_and(|name| name == "mod.rs") {
            return root;
        }
        Self { modules: path.with_extension(""), file: root.file }
    }

    /// Returns the possible files of a module, with the folders of each file's modules.
    pub(super) fn candidates(&self, module: &Module) -> Vec<(PathBuf, Folder)> {
        let mut folder = self.modules.clone();
        for (i, (name, paths)) in module.inside.iter().enumerate() {
            let around = if i == 0 { &self.file } else { &folder };
            folder = match paths.named.first() {
                Some(path) => around.join(path),
                None => folder.join(name),
            };
        }
        let around = if module.inside.is_empty() { &self.file } else { &folder };
        let named = module.paths.named.iter().map(|path| around.join(path));
        let mut candidates: Vec<(PathBuf, Folder)> =
            named.map(|path| (path.clone(), Folder::from_root(&path))).collect();
        if !module.paths.certain {
            let name = module.name.unraw().to_string();
            let usual = [folder.join(&name).with_extension("rs"), folder.join(&name).join("mod.rs")];
            candidates.extend(usual.map(|path| (path.clone(), Folder::from_module(&path))));
        }
        candidates
    }
}
