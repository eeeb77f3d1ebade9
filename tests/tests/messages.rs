//! Every rule has a case in `tests/ui`, and the messages of all cases have the form that `STYLE.md` asks for.

use std::{collections::BTreeSet, fs};

use websocket_api_model::rules::Rule;
use websocket_api_syntax::{
    SyntaxRule, Warning,
    source::{Conditions, Finding, Sources},
};
use websocket_api_tests::{cargo::workspace, folder::rust_files};

/// Rules without a case, and the test that covers each.
const RULES_WITHOUT_CASE: &[(&str, &str)] = &[
    ("duplicate_domain", "`api`: a stack has several APIs"),
    ("duplicate_name", "`api`: a stack has several APIs"),
    ("entry_count", "`command`: a block of five thousand entries"),
    ("stack_architectures", "`api`: a stack has several APIs"),
    ("template_size", "`source`: a template of a megabyte"),
    ("unreadable_block", "a bug of the front end"),
    ("unreadable_source", "`source`: rustc reports the file"),
];

/// The maximum length of a message without the text in backticks.
const MAX_LENGTH: usize = 80;

/// Returns the findings of every case, each with its case.
fn findings() -> Vec<(String, Finding)> {
    let folder = workspace().join("tests/ui");
    let mut found = Vec::new();
    for path in rust_files(&folder).iter().filter(|path| path.with_extension("stderr").exists()) {
        let name = path.strip_prefix(&folder).expect("a case").display().to_string();
        let text = fs::read_to_string(path).expect("a case");
        let sources = Sources::from_text(&name, text, &Conditions::default());
        found.extend(sources.findings().map(|finding| (name.clone(), finding.clone())));
    }
    found
}

#[test]
fn every_rule_has_a_ui_case() {
    let findings = findings();
    assert!(findings.len() > 300, "the cases are no longer found: {}", findings.len());
    let violated: BTreeSet<&str> = findings.iter().map(|(_, finding)| finding.rule).collect();
    let warnings = Warning::DOCUMENTATION.iter().map(|(word, _)| *word);
    // A rule whose violation is a warning has the warning's name.
    let known: BTreeSet<&str> =
        SyntaxRule::NAMES.iter().chain(Rule::NAMES).copied().chain(warnings).collect();
    let without: BTreeSet<&str> = RULES_WITHOUT_CASE.iter().map(|(name, _)| *name).collect();

    let missing: Vec<&&str> =
        known.iter().filter(|name| !violated.contains(**name) && !without.contains(**name)).collect();
    assert!(missing.is_empty(), "rules without a case in tests/ui: {missing:?}");
    let covered: Vec<&&str> = without.iter().filter(|name| violated.contains(**name)).collect();
    assert!(covered.is_empty(), "these rules have a case: {covered:?}");
    let unknown: Vec<&&str> = violated.iter().filter(|name| !known.contains(**name)).collect();
    assert!(unknown.is_empty(), "these rules are not listed: {unknown:?}");
}

/// Returns a text without the parts in backticks.
fn prose(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// Returns the fault of a message's form.
fn fault_of(text: &str) -> Option<&'static str> {
    let prose = prose(text);
    let begins_with_name = ["API", "AWS", "CloudFormation", "IAM"].iter().any(|name| text.starts_with(name));
    if prose.chars().count() > MAX_LENGTH {
        return Some("longer than 80 characters");
    }
    if prose.contains(';') {
        return Some("a semicolon");
    }
    if prose.ends_with(['.', '?', '!']) {
        return Some("a punctuation mark at the end");
    }
    (text.starts_with(char::is_uppercase) && !begins_with_name).then_some("a capital letter")
}

#[test]
fn messages_name_the_fault_in_one_short_line() {
    for (case, finding) in findings() {
        let text = finding.message.fault();
        assert_eq!(fault_of(text), None, "{case}: {text}");
        for line in finding.message.helps().iter().map(|help| &help.text).chain(finding.message.notes()) {
            assert!(!prose(line).contains(';') && !line.ends_with(['.', '?']), "{case}: {line}");
        }
    }
}

#[test]
fn form_of_a_message_is_judged_without_the_text_in_backticks() {
    assert_eq!(fault_of("unknown key `a; b` in a function"), None);
    assert_eq!(fault_of(&format!("unknown key `{}`", "x".repeat(100))), None);
    assert_eq!(fault_of(&"x".repeat(81)), Some("longer than 80 characters"));
    assert_eq!(fault_of("unknown key; write another"), Some("a semicolon"));
    assert_eq!(fault_of("unknown key."), Some("a punctuation mark at the end"));
    assert_eq!(fault_of("Unknown key"), Some("a capital letter"));
    assert_eq!(fault_of("API without routes"), None);
}

/// A remedy that exchanges words gives a declaration without the same violation.
#[test]
fn replacement_mends_the_code_under_the_caret() {
    let folder = workspace().join("tests/ui");
    let mut replaced = 0;
    for (case, finding) in findings() {
        let text = fs::read_to_string(folder.join(&case)).expect("a case");
        for help in finding.message.helps() {
            let Some(code) = help.apply(&text[finding.place.bytes.clone()]) else { continue };
            replaced += 1;
            let mut changed = text.clone();
            changed.replace_range(finding.place.bytes.clone(), &code);
            let sources = Sources::from_text(&case, changed, &Conditions::default());
            let again = sources.findings().any(|other| {
                other.place.bytes.start == finding.place.bytes.start && other.message == finding.message
            });
            assert!(!again, "{case}: {} remains after {code}", finding.message);
        }
    }
    assert!(replaced > 40, "replacements are no longer found: {replaced}");
}
