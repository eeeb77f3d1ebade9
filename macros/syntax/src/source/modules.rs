use std::path::{Path, PathBuf};

use syn::ext::IdentExt;

use super::find::Module;

/// Where the modules that a file declares are looked for, as the Rust reference has it (*Modules*, "Module source
/// filenames").
pub(super) struct Folder {
    /// The folder of the file itself.
    file: PathBuf,
    /// The folder of its modules: that of the file for `main.rs`, `lib.rs` and `mod.rs`, else one of the file's name.
    modules: PathBuf,
}

impl Folder {
    /// For a file whose name is not that of its module: the root of a crate, `mod.rs`, or one named by `#[path]`.
    pub(super) fn of_root(path: &Path) -> Self {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Self { modules: folder.clone(), file: folder }
    }

    fn of_module(path: &Path) -> Self {
        let root = Self::of_root(path);
        if path.file_name().is_some_and(|name| name == "mod.rs") {
            return root;
        }
        Self { modules: path.with_extension(""), file: root.file }
    }

    /// The files that can be this module, and where each one's own modules are.
    pub(super) fn candidates(&self, module: &Module) -> Vec<(PathBuf, Folder)> {
        let mut folder = self.modules.clone();
        for (i, (name, path)) in module.inside.iter().enumerate() {
            folder = match path {
                Some(path) if i == 0 => self.file.join(path),
                Some(path) => folder.join(path),
                None => folder.join(name),
            };
        }
        if let Some(path) = &module.path {
            let path = if module.inside.is_empty() { self.file.join(path) } else { folder.join(path) };
            let folder = Folder::of_root(&path);
            return vec![(path, folder)];
        }
        let name = module.name.unraw().to_string();
        let paths = [folder.join(&name).with_extension("rs"), folder.join(&name).join("mod.rs")];
        paths.map(|path| (path.clone(), Folder::of_module(&path))).into()
    }
}
