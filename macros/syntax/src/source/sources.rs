use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
};

use proc_macro2::{Span, TokenStream};
use websocket_api_model::{declaration::Declaration, escape, message::Message};

use super::{
    Conditions, File, FileText, Files, Finding, Place,
    file::{NOT_RUST, prelude},
    find::{Module, SourceItem, find},
    modules::Folder,
};
use crate::{Diagnostics, ast::ApiSyntax, lower, parse, raw_value::last_name};

/// A `websocket_api! { … }`.
#[derive(Debug)]
pub struct SourceDeclaration {
    /// The API's name, if it could be read.
    pub name: Option<String>,
    /// The position of the name, or of the macro without a name.
    pub place: Place,
    /// `true` if the declaration has a condition with an unknown result.
    pub conditional: bool,
    /// The value, or `None` with errors.
    pub value: Option<Declaration>,
    /// The findings, in the order of their positions.
    pub findings: Vec<Finding>,
}

impl SourceDeclaration {
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// The declarations in files and in their modules.
#[derive(Debug, Default)]
pub struct Sources {
    /// All files that were read.
    pub files: Vec<File>,
    /// The declarations in the order written. Those of a module are at its declaration.
    pub declarations: Vec<SourceDeclaration>,
    /// The findings outside of declarations.
    pub findings: Vec<Finding>,
    /// The missing or unreadable files of modules. The result would be another one if they existed.
    pub missing: Vec<PathBuf>,
}

impl Sources {
    /// Reads crates from their roots, with the files of their modules. A shared file is read once.
    ///
    /// # Errors
    /// Returns an error if a root cannot be read.
    pub fn read<P: AsRef<Path>>(
        roots: &[P],
        files: &impl Files,
        conditions: &Conditions,
    ) -> Result<Self, (PathBuf, io::Error)> {
        let mut reader = Reader::new(files, conditions);
        for root in roots {
            let root = root.as_ref();
            let read = files.read(root).map_err(|error| (root.to_owned(), error))?;
            if reader.seen.insert(read.identity) {
                let file = File::new(root.to_owned(), read.text, read.is_shown);
                reader.read_file(file, Some(&Folder::from_root(root)), false);
            }
        }
        Ok(reader.finish())
    }

    /// Reads a text, whose path in findings is `path`. Modules in other files are skipped.
    pub fn from_text(path: impl Into<PathBuf>, text: impl Into<String>, conditions: &Conditions) -> Self {
        let mut reader = Reader::new(&NoFiles, conditions);
        reader.read_file(File::new(path.into(), text.into(), true), None, false);
        reader.finish()
    }

    /// Returns the declarations of this API. Different modules may have APIs with one name.
    pub fn named(&self, api: &str) -> impl Iterator<Item = &SourceDeclaration> {
        self.declarations.iter().filter(move |declaration| declaration.name.as_deref() == Some(api))
    }

    /// Returns all findings, in the order found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(self.declarations.iter().flat_map(|declaration| &declaration.findings))
    }

    /// Returns a position such as `src/main.rs:12:5`.
    pub fn position(&self, place: &Place) -> String {
        let file = &self.files[place.file];
        let position = file.position(place.bytes.start);
        format!("{}:{}:{}", escape::path(&file.path), position.line, position.column)
    }
}

/// Returns the message of every finding in a file whose text must not be shown.
fn hidden_message() -> Message {
    Message::new("fault in a file outside the package")
        .note("the text of such a file is not shown")
        .help("check the file alone: `websocket-api check FILE`")
}

/// The files of a text without files.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &Path) -> io::Result<FileText> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// The maximum depth of modules in files, which is less than a stack allows.
const DEPTH: usize = 64;

struct Reader<'a> {
    files: &'a dyn Files,
    conditions: &'a Conditions,
    sources: Sources,
    seen: HashSet<PathBuf>,
    /// The syntax trees of the declarations, with their origins.
    apis: Vec<(Option<ApiSyntax>, Origin)>,
    /// The number of modules that contain this file.
    depth: usize,
}

/// The file of spans.
#[derive(Clone, Copy)]
struct Origin {
    file: usize,
    /// The number of bytes before the first token, which spans do not count.
    prelude: usize,
}

impl Origin {
    fn place(self, span: Span) -> Place {
        let bytes = span.byte_range();
        Place { file: self.file, bytes: bytes.start + self.prelude..bytes.end + self.prelude }
    }

    fn findings(self, diagnostics: Diagnostics, of_source: bool) -> impl Iterator<Item = Finding> {
        diagnostics.into_vec().into_iter().map(move |diagnostic| Finding {
            level: diagnostic.level,
            rule: diagnostic.rule(),
            message: diagnostic.message().map(escape::text),
            place: self.place(diagnostic.span()),
            of_source,
        })
    }
}

impl<'a> Reader<'a> {
    fn new(files: &'a dyn Files, conditions: &'a Conditions) -> Self {
        let (sources, seen) = (Sources::default(), HashSet::new());
        Self { files, conditions, sources, seen, apis: Vec::new(), depth: 0 }
    }

    /// Reads a file. Without a folder, modules in other files are skipped.
    fn read_file(&mut self, file: File, folder: Option<&Folder>, conditional: bool) {
        let origin = Origin { file: self.sources.files.len(), prelude: prelude(&file.text) };
        let tokens = file.text[origin.prelude..].parse::<TokenStream>();
        self.sources.files.push(file);
        let tokens = match tokens {
            Ok(tokens) => tokens,
            Err(error) => {
                self.sources.findings.push(Finding::error(origin.place(error.span()), NOT_RUST));
                return;
            }
        };
        for found in find(tokens, self.conditions, conditional) {
            match (found, folder) {
                (SourceItem::Declaration(tokens, span, conditional), _) => {
                    self.read_declaration(tokens, span, origin, conditional);
                }
                (SourceItem::Module(module), Some(folder)) => self.read_module(&module, folder, origin),
                (SourceItem::Module(_), None) => {}
            }
        }
    }

    fn read_module(&mut self, module: &Module, folder: &Folder, origin: Origin) {
        let missing = &mut self.sources.missing;
        let mut error = |text: Message, paths: &[&PathBuf]| {
            missing.extend(paths.iter().copied().cloned());
            let place = origin.place(module.name.span());
            self.sources.findings.push(Finding::error(place, text));
        };
        let candidates = folder.candidates(module);
        if self.depth > DEPTH {
            let text = format!("the module `{}` is nested too deeply in files", module.name);
            return error(text.into(), &[]);
        }
        for (path, folder) in &candidates {
            match self.files.read(path) {
                Ok(FileText { text, identity, is_shown }) => {
                    if self.seen.insert(identity) {
                        self.depth += 1;
                        let file = File::new(path.clone(), text, is_shown);
                        self.read_file(file, Some(folder), module.conditional);
                        self.depth -= 1;
                    }
                    return;
                }
                Err(problem) if problem.kind() == io::ErrorKind::NotFound => {}
                Err(problem) => {
                    let text = format!("cannot read `{}`: {problem}", escape::path(path));
                    return error(text.into(), &[path]);
                }
            }
        }
        // A module under a condition with an unknown result may have no file.
        if !module.conditional {
            let paths: Vec<&PathBuf> = candidates.iter().map(|(path, _)| path).collect();
            let quoted: Vec<String> = paths.iter().map(|path| format!("`{}`", escape::path(path))).collect();
            let message = Message::new(format_args!("missing file of the module `{}`", module.name))
                .note(format_args!("the file would be {}", quoted.join(" or ")));
            error(message, &paths);
        }
    }

    fn read_declaration(&mut self, tokens: TokenStream, span: Span, origin: Origin, conditional: bool) {
        let (api, diagnostics) = parse(tokens);
        let findings = origin.findings(diagnostics, false).collect();
        if api.as_ref().is_some_and(|api| !self.is_there(api)) {
            return;
        }
        self.sources.declarations.push(SourceDeclaration {
            name: api.as_ref().map(ApiSyntax::type_name),
            place: origin.place(api.as_ref().map_or(span, |api| api.name.span())),
            conditional: conditional || api.as_ref().is_some_and(|api| conditions(api).next().is_some()),
            value: None,
            findings,
        });
        self.apis.push((api, origin));
    }

    /// Returns `true` if the attributes of an API's type leave it in the program.
    fn is_there(&self, api: &ApiSyntax) -> bool {
        conditions(api).all(|condition| self.conditions.allow(condition.tokens.clone()))
    }

    /// Lowers the declarations without errors. Those with a shared domain come last, because they require the
    /// other declaration.
    fn finish(mut self) -> Sources {
        let apis = std::mem::take(&mut self.apis);
        for sharing in [false, true] {
            for (i, (api, origin)) in apis.iter().enumerate() {
                let Some(api) = api else { continue };
                if shared_domain(api).is_some() == sharing && !self.sources.declarations[i].has_errors() {
                    self.lower(i, api, *origin);
                }
            }
        }
        let Sources { files, declarations, findings, .. } = &mut self.sources;
        for declaration in declarations.iter_mut() {
            declaration.findings.sort_by_key(|finding| finding.place.bytes.start);
        }
        let all = findings.iter_mut().chain(declarations.iter_mut().flat_map(|one| &mut one.findings));
        for finding in all.filter(|finding| !files[finding.place.file].is_shown) {
            finding.message = hidden_message();
        }
        self.sources
    }

    fn lower(&mut self, i: usize, api: &ApiSyntax, origin: Origin) {
        let mut others = Vec::new();
        if let Some(name) = shared_domain(api) {
            let mut named: Vec<&SourceDeclaration> = self.sources.named(&name).collect();
            // The errors of the other API were reported.
            if named.iter().any(|other| other.has_errors()) {
                return;
            }
            // An API in the same file is probably in scope.
            named.sort_by_key(|other| other.place.file != origin.file);
            others = named.into_iter().filter_map(|other| other.value.clone()).collect();
        }
        let mut diagnostics = Diagnostics::new();
        let value = lower(api, &others, &mut diagnostics);
        let declaration = &mut self.sources.declarations[i];
        declaration.findings.extend(origin.findings(diagnostics, true));
        declaration.value = (!declaration.has_errors()).then_some(value);
    }
}

/// Returns the `#[cfg(…)]` attributes of an API.
fn conditions(api: &ApiSyntax) -> impl Iterator<Item = &syn::MetaList> {
    let conditions = api.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.filter_map(|attribute| attribute.meta.require_list().ok())
}

/// Returns the name of the API whose domain this one shares.
fn shared_domain(api: &ApiSyntax) -> Option<String> {
    let other = api.custom_domain()?.block.domain.get()?;
    Some(last_name(&other.0))
}
