//! The compiler's output for valid and wrong declarations. See `tests/ui/README.md`.

mod catalogue;
mod fixed;

#[test]
fn valid_declarations_compile_and_run() {
    trybuild::TestCases::new().pass("pass/*.rs");
}

// Separate from the valid ones, so that trybuild checks without generating code, as editors do.
#[test]
fn wrong_declarations_give_the_recorded_compile_errors() {
    let cases = trybuild::TestCases::new();
    for (topic, _) in TOPICS {
        cases.compile_fail(format!("{topic}/*.rs"));
    }
}

/// The folders, and the topics of their cases.
const TOPICS: &[(&str, &str)] = &[
    ("access_log", "The access log"),
    ("added", "Routes and permissions added at run time"),
    ("authorizer", "Authorizers"),
    ("constants", "Rust constants as values"),
    ("contract", "Messages and their types"),
    ("custom_domain", "Custom domains"),
    ("declared", "Resources, parameters and outputs"),
    ("foreign", "Keys of other tools"),
    ("forms", "Forms of other languages"),
    ("functions", "Functions and groups"),
    ("handlers", "Handlers"),
    ("import", "APIs that exist already"),
    ("keys", "Keys"),
    ("overrides", "Overrides"),
    ("permissions", "Permissions"),
    ("references", "References in strings"),
    ("routes", "Routes"),
    ("selection", "The route selection expression"),
    ("stage", "The stage"),
    ("syntax", "Syntax"),
    ("tags", "Tags"),
    ("together", "Several errors at once"),
    ("warnings", "Warnings"),
];

#[test]
fn topics_are_all_folders_of_cases() {
    let mut folders: Vec<String> = std::fs::read_dir(".")
        .expect("this package")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "pass")
        .collect();
    folders.sort();
    assert_eq!(folders, TOPICS.iter().map(|(topic, _)| *topic).collect::<Vec<_>>());
}
