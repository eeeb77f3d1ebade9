use std::{
    collections::HashSet,
    env, fs, io,
    path::{Path, PathBuf},
};

use websocket_api_model::{declaration::Declaration, files, template::Template};
use websocket_api_syntax::source::{Finding, Package, SourceDeclaration, Sources, template};

use crate::{Config, Error, Result, conditions::conditions};

/// Makes the templates. Standard output is how a build script speaks to Cargo.
pub(super) fn emit(config: &Config) -> Result<Vec<PathBuf>> {
    let out_dir = env::var_os("OUT_DIR").ok_or(Error::MissingVariable { name: "OUT_DIR" })?;
    // Cargo runs a build script in the folder of its package.
    let package = Package::new(Path::new("")).with_file(&config.source);
    let sources = match Sources::read(&[&config.source], &package, &conditions()) {
        Ok(sources) => sources,
        Err((path, source)) => {
            print_rerun(&path)?;
            return Err(files::Error::read(path)(source).into());
        }
    };
    let mut were_read = Vec::new();
    for file in &sources.files {
        print_rerun(&file.path)?;
        were_read.push(file.path.clone());
    }
    // Of a folder Cargo would look at everything in it.
    for path in sources.missing.iter().filter(|path| !path.is_dir()) {
        print_rerun(path)?;
    }
    print_findings(&sources, config.strict)?;
    check_names(&sources, config)?;
    let output = Output { out_dir: out_dir.into(), templates: config.out_dir.as_deref(), were_read };
    let mut paths = Vec::new();
    for declaration in &sources.declarations {
        if let Some(name) = &declaration.name {
            paths.extend(output.write_api(name, declaration)?);
        }
    }
    for (name, apis) in &config.stacks {
        paths.extend(output.write_stack(&sources, name, apis)?);
    }
    Ok(paths)
}

/// Checks that no two templates have one name.
fn check_names(sources: &Sources, config: &Config) -> Result {
    let mut seen = HashSet::new();
    let apis = sources.declarations.iter().filter_map(|declaration| declaration.name.as_ref());
    for name in apis.chain(config.stacks.iter().map(|(name, _)| name)) {
        if !seen.insert(name) {
            return Err(Error::DuplicateTemplateName { name: name.clone() });
        }
    }
    Ok(())
}

/// Prints errors as instructions for Cargo.
fn print_findings(sources: &Sources, strict: bool) -> Result {
    let errors: Vec<&Finding> = sources.findings().filter(|finding| finding.is_error()).collect();
    let level = if strict { "error" } else { "warning" };
    for finding in &errors {
        println!("cargo::{level}={}", located(sources, finding));
    }
    if strict && !errors.is_empty() {
        return Err(Error::Declarations { errors: errors.len() });
    }
    Ok(())
}

/// Returns a finding as `src/main.rs:12:5: …`.
fn located(sources: &Sources, finding: &Finding) -> String {
    format!("{}: {}", sources.position(&finding.place), finding.message.one_line())
}

struct Output<'a> {
    out_dir: PathBuf,
    /// The folder that templates go to instead.
    templates: Option<&'a Path>,
    were_read: Vec<PathBuf>,
}

impl Output<'_> {
    fn write_api(&self, name: &str, declaration: &SourceDeclaration) -> Result<Option<PathBuf>> {
        if let Some(declaration) = &declaration.value {
            return self.write_template(name, &template(&[declaration])?).map(Some);
        }
        self.write_nothing(name, &[declaration])?;
        Ok(None)
    }

    fn write_stack(&self, sources: &Sources, name: &str, apis: &[String]) -> Result<Option<PathBuf>> {
        let sources = apis
            .iter()
            .map(|api| sources.named(api).next().ok_or_else(|| Error::ApiNotFound { name: api.clone() }))
            .collect::<Result<Vec<&SourceDeclaration>>>()?;
        let declarations: Option<Vec<&Declaration>> =
            sources.iter().map(|declaration| declaration.value.as_ref()).collect();
        let Some(declarations) = declarations else {
            self.write_nothing(name, &sources)?;
            return Ok(None);
        };
        self.write_template(name, &template(&declarations)?).map(Some)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.templates.unwrap_or(&self.out_dir).join(format!("{name}.template.json"))
    }

    /// Removes a template of an earlier declaration.
    fn remove(&self, name: &str) -> Result {
        let path = self.path(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(files::Error::write(path)(error).into())
            }
            _ => Ok(()),
        }
    }

    fn write_template(&self, name: &str, template: &Template) -> Result<PathBuf> {
        let folder = self.templates.unwrap_or(&self.out_dir);
        fs::create_dir_all(folder).map_err(files::Error::write(folder))?;
        let path = self.path(name);
        self.write(&path, &template.to_json())?;
        let absolute = path.canonicalize().map_err(files::Error::read(&path))?;
        print_include(name, &absolute)?;
        Ok(path)
    }

    /// Writes an empty file for a declaration that the compiler reports errors of, so that `include_template!` adds none.
    fn write_nothing(&self, name: &str, declarations: &[&SourceDeclaration]) -> Result {
        self.remove(name)?;
        // Under a condition that does not hold, the compiler does not look at it.
        if declarations.iter().any(|declaration| declaration.conditional) {
            return Ok(());
        }
        let mut findings = declarations.iter().flat_map(|declaration| &declaration.findings);
        if findings.any(|finding| finding.is_error() && !finding.of_source) {
            let path = self.out_dir.join("nothing");
            self.write(&path, "")?;
            print_include(name, &path)?;
        }
        Ok(())
    }

    fn write(&self, path: &Path, text: &str) -> Result {
        Ok(files::write(path, text, &self.were_read)?)
    }
}

/// Makes Cargo run the script again when a file changes.
fn print_rerun(path: &Path) -> Result {
    println!("cargo::rerun-if-changed={}", one_line(path)?);
    Ok(())
}

/// Sets the variable that `include_template!` reads.
fn print_include(name: &str, path: &Path) -> Result {
    let name = one_line(Path::new(name))?;
    println!("cargo::rustc-env=WEBSOCKET_API_TEMPLATE_{name}={}", one_line(path)?);
    Ok(())
}

/// A path as Cargo reads it: what comes after a line break would be another instruction, and a line that is not UTF-8 none.
fn one_line(path: &Path) -> Result<&str> {
    let reason = match path.to_str() {
        Some(text) if !text.contains(['\n', '\r']) => return Ok(text),
        Some(_) => "its name has a line break, which Cargo cannot read",
        None => "its name is not UTF-8, which Cargo cannot read",
    };
    let source = io::Error::new(io::ErrorKind::InvalidFilename, reason);
    Err(files::Error::read(path)(source).into())
}
