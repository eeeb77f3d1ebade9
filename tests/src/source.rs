//! Declarations read from text.

use std::{fs, io, path::Path};

use websocket_api_model::declaration::Declaration;
use websocket_api_syntax::source::{Conditions, FileText, Files, Finding, SourceDeclaration, Sources};

/// The files of the file system, all of which may be shown.
#[derive(Debug)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<FileText> {
        let text = fs::read_to_string(path)?;
        Ok(FileText { text, identity: path.canonicalize()?, is_shown: true })
    }
}

/// Reads the declarations of a Rust file.
///
/// # Panics
/// If the text is not Rust.
pub fn declarations(text: &str) -> Vec<SourceDeclaration> {
    let sources = Sources::from_text("main.rs", text, &Conditions::default());
    assert!(sources.findings.is_empty(), "{:?}", sources.findings);
    sources.declarations
}

/// Reads an API with these entries.
///
/// # Panics
/// If the text is not Rust.
pub fn declaration(name: &str, entries: &str) -> SourceDeclaration {
    declarations(&format!("websocket_api! {{ {name} {{ {entries} }} }}")).remove(0)
}

/// Returns the declaration's value.
///
/// # Panics
/// If the declaration has an error.
pub fn value(declaration: SourceDeclaration) -> Declaration {
    let messages = messages(&declaration.findings);
    declaration.value.unwrap_or_else(|| panic!("{messages:?}"))
}

/// Returns the messages of findings, each in one line.
pub fn messages(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| finding.message.one_line()).collect()
}
