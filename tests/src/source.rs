//! Declarations read from text.

use websocket_api_model::spec::Spec;
use websocket_api_syntax::source::{Conditions, Declaration, Finding, Sources};

/// The declarations of a Rust file.
///
/// # Panics
/// If it is not Rust.
pub fn declarations(text: &str) -> Vec<Declaration> {
    let sources = Sources::of_text("main.rs", text, &Conditions::default());
    assert!(sources.findings.is_empty(), "{:?}", sources.findings);
    sources.declarations
}

/// An API with these entries.
///
/// # Panics
/// If it is not Rust.
pub fn declaration(name: &str, entries: &str) -> Declaration {
    declarations(&format!("websocket_api! {{ {name} {{ {entries} }} }}")).remove(0)
}

/// What it stands for.
///
/// # Panics
/// If there is something wrong with it.
pub fn spec(declaration: Declaration) -> Spec {
    let messages = messages(&declaration.findings);
    declaration.spec.unwrap_or_else(|| panic!("{messages:?}"))
}

/// What was said of it.
pub fn messages(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| &*finding.message).collect()
}
