use std::{
    io::{self, Read},
    path::{Path, PathBuf},
};

use cargo_toml::Manifest;
use clap::Args;
use websocket_api_model::spec::Spec;
use websocket_api_syntax::source::{Conditions, Declaration, Finding, Sources};

use super::{
    Result, Sound,
    draw::draw,
    misused,
    watch::{Files, watch},
};
use crate::Error;

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
            let mut read: Vec<PathBuf> = sources.files.into_iter().map(|file| file.path).collect();
            if self.path.is_dir() {
                read.push(self.path.join("Cargo.toml"));
            }
            Ok(Files { read, missing: sources.missing })
        })
    }

    /// Whether it is done over and over.
    pub(super) fn is_watched(&self) -> bool {
        self.watch
    }

    fn read(&self) -> Result<Sources> {
        read(&self.path, &self.conditions())
    }

    fn conditions(&self) -> Conditions {
        let Some(features) = self.features.clone() else { return Conditions::default() };
        Conditions::new(move |name, value| match (name, value) {
            ("feature", Some(feature)) => Some(features.iter().any(|known| known == feature)),
            _ => None,
        })
    }
}

/// Reads a file, a package, or standard input.
pub(super) fn read(path: &Path, conditions: &Conditions) -> Result<Sources> {
    if path == Path::new(STDIN) {
        let mut text = String::new();
        let read = io::stdin().read_to_string(&mut text);
        read.map_err(|source| Error::Read { path: "standard input".into(), source })?;
        return Ok(Sources::of_text("<stdin>", text, conditions));
    }
    let roots = if path.is_dir() { targets(path)? } else { vec![path.to_owned()] };
    Sources::read(&roots, conditions).map_err(|(path, source)| Error::Read { path, source }.into())
}

/// The roots of a package's library and programs.
fn targets(folder: &Path) -> Result<Vec<PathBuf>> {
    let path = folder.join("Cargo.toml");
    let path = path.strip_prefix(".").unwrap_or(&path);
    if !path.exists() {
        return Err(format!(
            "there is no `{}`; name a Rust file, or the folder of a package",
            path.display()
        )
        .into());
    }
    // Its workspace is looked for among its parents.
    let absolute = std::path::absolute(path)?;
    let manifest = Manifest::from_path(&absolute)
        .map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    if manifest.package.is_none() {
        let members = manifest.workspace.map(|workspace| workspace.members.join("`, `")).unwrap_or_default();
        let text = format!(
            "`{}` is a workspace; name the folder of one of its packages: `{members}`",
            path.display()
        );
        return Err(text.into());
    }
    let targets = manifest.lib.into_iter().chain(manifest.bin).filter_map(|target| target.path);
    Ok(targets.map(|path| folder.strip_prefix(".").unwrap_or(folder).join(path)).collect())
}

impl Selection {
    /// The APIs that are wanted, if nothing is wrong with them. What is wrong is drawn.
    pub(super) fn of<'a>(&self, sources: &'a Sources) -> Result<Option<Vec<&'a Spec>>> {
        let chosen = self.declarations(sources)?;
        let findings = chosen.iter().flat_map(|declaration| &declaration.findings);
        draw(sources, sources.findings.iter().chain(findings));
        if sources.findings.iter().any(Finding::is_error) {
            return Ok(None);
        }
        Ok(chosen.iter().map(|declaration| declaration.spec.as_ref()).collect())
    }

    fn declarations<'a>(&self, sources: &'a Sources) -> Result<Vec<&'a Declaration>> {
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
    format!("there is no `websocket_api!` in `{}`{others}", first.path.display())
}
