use std::path::{Path, PathBuf};

use clap::Args;
use websocket_api_model::{
    declaration::Declaration,
    escape,
    files::{Error, is_pipe, read_input, read_named},
};
use websocket_api_syntax::source::{Conditions, Finding, Package, SourceDeclaration, Sources};

use super::{
    Result, Success,
    draw::draw,
    exit_misused,
    manifest::{self, package_of, targets},
    watch::{Files, watch},
};

pub(super) const STDIN: &str = "-";

/// The source that is read.
#[derive(Args, Debug)]
pub(super) struct Input {
    /// Rust file, package folder, or `-` for standard input
    #[arg(default_value = ".", value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    path: PathBuf,
    /// Cargo features to assume, comma-separated [default: all]
    ///
    /// Declarations under the `#[cfg]` of any other feature are not read.
    #[arg(long, value_name = "FEATURES", value_delimiter = ',')]
    features: Option<Vec<String>>,
    /// Re-run when source files change
    #[arg(long)]
    watch: bool,
}

/// The APIs to process.
#[derive(Args, Debug)]
pub(super) struct Selection {
    /// API to process; repeatable [default: all]
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
}

impl Input {
    /// Reads the source and calls `act` with it. With `--watch`, this repeats after each change.
    pub(super) fn each(&self, mut act: impl FnMut(&Sources) -> Result<Success>) -> Result<Success> {
        if !self.watch {
            return act(&self.read()?);
        }
        if self.path == Path::new(STDIN) {
            exit_misused("standard input cannot be watched");
        }
        watch(|| {
            let sources = self.read()?;
            act(&sources)?;
            Ok(Files { read: self.files(&sources), missing: sources.missing })
        })
    }

    /// Returns the files that were read.
    pub(super) fn files(&self, sources: &Sources) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = sources.files.iter().map(|file| file.path.clone()).collect();
        if self.path.is_dir() {
            files.push(self.path.join(manifest::NAME));
        } else if self.path == Path::new(STDIN) {
            // The file that standard input may be.
            files.push("/dev/stdin".into());
        }
        files
    }

    /// Returns `true` with `--watch`.
    pub(super) fn is_watched(&self) -> bool {
        self.watch
    }

    fn read(&self) -> Result<Sources> {
        read(&self.path, &self.conditions()).map(|(sources, _)| sources)
    }

    fn conditions(&self) -> Conditions {
        let Some(features) = self.features.clone() else { return Conditions::default() };
        Conditions::new(move |name, value| match (name, value) {
            ("feature", Some(feature)) => Some(features.iter().any(|known| known == feature)),
            _ => None,
        })
    }
}

/// Reads a file, a package, or standard input. Also returns the package that it belongs to.
pub(super) fn read(path: &Path, conditions: &Conditions) -> Result<(Sources, Package)> {
    if path == Path::new(STDIN) {
        let text = read_input().map_err(Error::read("standard input"))?;
        return Ok((Sources::from_text("<stdin>", text, conditions), Package::new(Path::new(""))));
    }
    if is_pipe(path) {
        let text = read_named(path).map_err(Error::read(path))?;
        return Ok((Sources::from_text(path, text, conditions), package_of(path)));
    }
    let (roots, package) = if path.is_dir() {
        let package = Package::new(path);
        (targets(path, &package)?, package)
    } else {
        (vec![path.to_owned()], package_of(path))
    };
    let sources = Sources::read(&roots, &package, conditions);
    Ok((sources.map_err(|(path, error)| Error::read(path)(error))?, package))
}

impl Selection {
    /// Returns the chosen APIs if they have no errors. Errors and warnings are drawn.
    pub(super) fn declarations<'a>(&self, sources: &'a Sources) -> Result<Option<Vec<&'a Declaration>>> {
        let chosen = self.chosen(sources)?;
        let findings = chosen.iter().flat_map(|declaration| &declaration.findings);
        draw(sources, sources.findings.iter().chain(findings));
        if sources.findings.iter().any(Finding::is_error) {
            return Ok(None);
        }
        Ok(chosen.iter().map(|declaration| declaration.value.as_ref()).collect())
    }

    fn chosen<'a>(&self, sources: &'a Sources) -> Result<Vec<&'a SourceDeclaration>> {
        let all = &sources.declarations;
        if self.api.is_empty() {
            // Errors of the files explain the absence of declarations.
            if all.is_empty() && sources.findings.is_empty() {
                return Err(no_declaration(sources).into());
            }
            return Ok(all.iter().collect());
        }
        let one = |name: &String| match sources.named(name).collect::<Vec<_>>()[..] {
            [one] => Ok(one),
            [] => {
                let names: Vec<&str> = all.iter().filter_map(|one| one.name.as_deref()).collect();
                Err(format!("unknown API `{name}`; the source declares `{}`", names.join("`, `")).into())
            }
            [first, second, ..] => {
                let (first, second) = (sources.position(&first.place), sources.position(&second.place));
                Err(format!("`{name}` is declared at {first} and at {second}; pass the file of one").into())
            }
        };
        self.api.iter().map(one).collect()
    }
}

/// Returns the message for source without a declaration.
pub(super) fn no_declaration(sources: &Sources) -> String {
    let Some((first, others)) = sources.files.split_first() else {
        return "the package has no source files".to_owned();
    };
    let others = match others.len() {
        0 => String::new(),
        1 => " or its module".to_owned(),
        count => format!(" or its {count} modules"),
    };
    format!("there is no `websocket_api!` in `{}`{others}", escape::path(&first.path))
}
