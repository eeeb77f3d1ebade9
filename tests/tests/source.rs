//! A declaration read from its text gives the very template of the compiled program.

use websocket_api_syntax::source::{Declaration, parse_source};
use websocket_api_tests::declarations::{self, ALL};

/// The only declaration of a text, and what was said about it.
fn read(source: &str) -> (Option<websocket_api_model::spec::Spec>, Vec<String>) {
    // A file may declare other APIs first, for `Chat` to refer to.
    let mut found = parse_source(source).expect("Rust");
    let Declaration { spec, diagnostics, .. } = found.pop().expect("a declaration");
    for other in found {
        assert!(other.diagnostics.into_vec().is_empty());
    }
    (spec, diagnostics.into_vec().iter().map(websocket_api_syntax::Diagnostic::message).collect())
}

#[test]
fn text_and_program_give_the_same_bytes() {
    for declaration in ALL.iter().filter(|declaration| declaration.is_literal()) {
        let (spec, messages) = read(declaration.source);
        let spec = spec.unwrap_or_else(|| panic!("{}: {messages:?}", declaration.name));
        let from_text = websocket_api_model::synth(&spec);
        let from_program = (declaration.app)().template();
        assert_eq!(from_text.to_json(), from_program.to_json(), "{}", declaration.name);
        assert_eq!(from_text.to_yaml(), from_program.to_yaml(), "{}", declaration.name);
    }
}

#[test]
fn a_constant_has_no_value_in_text() {
    let (spec, messages) = read(declarations::Declaration::named("constants").source);
    assert!(spec.is_none());
    let names = [
        "NAME",
        "TIMEOUT",
        "settings::STAGE",
        "settings::MEMORY",
        "settings::RATE",
        "settings::BURST",
        "settings::PREFIX",
        "FORMAT",
        "TEAM",
        "MODE",
    ];
    assert_eq!(messages.len(), names.len(), "{messages:?}");
    for name in names {
        let said =
            messages.iter().any(|message| message.starts_with(&format!("`{name}` is a Rust constant")));
        assert!(said, "{name} in {messages:?}");
    }
}

#[test]
fn errors_stand_where_the_tokens_stand() {
    let source = "websocket_api! {\n    Chat { routes: {}, acessLog: true }\n}\n";
    let declaration = parse_source(source).expect("Rust").remove(0);
    let diagnostics = declaration.diagnostics.into_vec();
    let start = diagnostics[0].span().start();
    assert_eq!((start.line, start.column), (2, 23));
    assert_eq!(diagnostics[0].message(), "unknown key `acessLog` in the API; did you mean `access_log`?");
}
