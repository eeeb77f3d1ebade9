use std::path::{Path, PathBuf};

use clap::Args;
use websocket_api_model::{declaration::Declaration, escape};
use websocket_api_syntax::source::{Conditions, Finding, SourceDeclaration, Sources};

use super::{
    Result, Sound,
    draw::draw,
    manifest::{self, package_of, targets},
    misused,
    watch::{Files, watch},
};
use crate::{
    Error,
    files::{Package, is_pipe, read_input, read_named},
};

pub(super) const STDIN: &str = "-";

/// What is read.
#[derive(Args, Debug)]
pub(super) struct Input {
    /// A Rust file, the folder of a package, or `-` for standard input
    #[arg(default_value = ".", value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    path: PathBuf,
    /// Take the package's features to be these, separated by commas, and no others. Otherwise what stands under the `#[cfg]` of
    /// a feature is read too
    #[arg(long, value_name = "FEATURES", value_delimiter = ',')]
    features: Option<Vec<String>>,
    /// Do it again whenever a file that was read changes
    #[arg(long)]
    watch: bool,
}

/// Which of the APIs that were read.
#[derive(Args, Debug)]
pub(super) struct Selection {
    /// Only this API; may be given several times. Without it, all that are declared
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
}

impl Input {
    /// Reads, and does something with what was read; over and over, if that is wanted.
    pub(super) fn each(&self, mut act: impl FnMut(&Sources) -> Result<Sound>) -> Result<Sound> {
        if !self.watch {
            return act(&self.read()?);
        }
        if self.path == Path::new(STDIN) {
            misused("standard input cannot be watched");
        }
        watch(|| {
            let sources = self.read()?;
            act(&sources)?;
            Ok(Files { read: self.files(&sources), missing: sources.missing })
        })
    }

    /// The files that were read.
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

    /// Whether it is done over and over.
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
    let fails = |path: PathBuf| move |source| Error::Read { path, source };
    if path == Path::new(STDIN) {
        let text = read_input().map_err(fails("standard input".into()))?;
        return Ok((Sources::of_text("<stdin>", text, conditions), Package::new(Path::new(""))));
    }
    if is_pipe(path) {
        let text = read_named(path).map_err(fails(path.to_owned()))?;
        return Ok((Sources::of_text(path, text, conditions), package_of(path)));
    }
    let (roots, package) = if path.is_dir() {
        let package = Package::new(path);
        (targets(path, &package)?, package)
    } else {
        (vec![path.to_owned()], package_of(path))
    };
    let sources = Sources::read(&roots, &package, conditions);
    Ok((sources.map_err(|(path, source)| Error::Read { path, source })?, package))
}

impl Selection {
    /// The APIs that are wanted, if nothing is wrong with them. What is wrong is drawn.
    pub(super) fn of<'a>(&self, sources: &'a Sources) -> Result<Option<Vec<&'a Declaration>>> {
        let chosen = self.declarations(sources)?;
        let findings = chosen.iter().flat_map(|declaration| &declaration.findings);
        draw(sources, sources.findings.iter().chain(findings));
        if sources.findings.iter().any(Finding::is_error) {
            return Ok(None);
        }
        Ok(chosen.iter().map(|declaration| declaration.value.as_ref()).collect())
    }

    fn declarations<'a>(&self, sources: &'a Sources) -> Result<Vec<&'a SourceDeclaration>> {
        let all = &sources.declarations;
        if self.api.is_empty() {
            // What is wrong with the files says why there is none.
            if all.is_empty() && sources.findings.is_empty() {
                return Err(none(sources).into());
            }
            return Ok(all.iter().collect());
        }
        let one = |name: &String| match sources.named(name).collect::<Vec<_>>()[..] {
            [one] => Ok(one),
            [] => {
                let names: Vec<&str> = all.iter().filter_map(|one| one.name.as_deref()).collect();
                Err(format!("there is no API `{name}`; declared are `{}`", names.join("`, `")).into())
            }
            [first, second, ..] => {
                let (first, second) = (sources.position(&first.place), sources.position(&second.place));
                Err(format!("`{name}` is declared at {first} and at {second}; name the file of one").into())
            }
        };
        self.api.iter().map(one).collect()
    }
}

/// Why there is nothing to do.
pub(super) fn none(sources: &Sources) -> String {
    let Some((first, others)) = sources.files.split_first() else {
        return "there is nothing to read".to_owned();
    };
    let others = match others.len() {
        0 => String::new(),
        1 => ", nor in the other file that it leads to".to_owned(),
        count => format!(", nor in the other {count} files that it leads to"),
    };
    format!("there is no `websocket_api!` in `{}`{others}", escape::path(&first.path))
}
