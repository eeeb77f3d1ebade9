use std::path::PathBuf;

use super::emit;
use crate::Result;

/// The source, the stacks and the options of a build script: [`Config::new`], the options, and [`emit`](Config::emit).
#[derive(Clone, Debug)]
#[must_use = "nothing is made until `emit` is called"]
pub struct Config {
    pub(super) source: PathBuf,
    pub(super) out_dir: Option<PathBuf>,
    pub(super) strict: bool,
    pub(super) stacks: Vec<(String, Vec<String>)>,
}

impl Config {
    /// Reads the declarations of this file and of the modules that it declares, in this file or in others: usually `"src/main.rs"` or
    /// `"src/lib.rs"`. Relative paths are relative to the package.
    ///
    /// Modules and declarations under a `#[cfg]` that does not hold for the build, or that only tests have, are left out. A declaration that is
    /// written by another macro is not seen.
    pub fn new(source: impl Into<PathBuf>) -> Self {
        Self { source: source.into(), out_dir: None, strict: false, stacks: Vec::new() }
    }

    /// Writes the templates to this folder, which is made if it is missing, instead of `OUT_DIR`. A file that would stay as it is
    /// is not written.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Makes errors in declarations fail the build script. By default they are warnings of Cargo's, and the compiler then reports
    /// them together with all others.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Makes one template of several APIs too, as `websocket_api::Stack::new` does. It is called `name`:
    /// `.stack("Shop", ["Orders", "Support"])` writes `Shop.template.json`.
    pub fn stack<A: Into<String>>(
        mut self,
        name: impl Into<String>,
        apis: impl IntoIterator<Item = A>,
    ) -> Self {
        self.stacks.push((name.into(), apis.into_iter().map(Into::into).collect()));
        self
    }

    /// Writes a template for each API, `<Api>.template.json`, and prints Cargo's instructions for the files that it read. Returns the
    /// paths of the templates.
    ///
    /// An API with errors has no template, see [`strict`](Config::strict). An API with a constant has none either, because only the
    /// compiler knows the constant. `include_template!` is then an error.
    ///
    /// # Errors
    ///
    /// * If the source cannot be read, or a template cannot be written.
    /// * If the APIs of a stack are not declared, or cannot be in one template.
    /// * If the program is not run as a build script.
    /// * With [`strict`](Config::strict), if a declaration has errors.
    pub fn emit(&self) -> Result<Vec<PathBuf>> {
        emit::emit(self)
    }
}
