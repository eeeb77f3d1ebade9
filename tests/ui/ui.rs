//! What the compiler says about declarations, right and wrong. See `tests/ui/README.md`.

#[test]
fn right_declarations_compile_and_run() {
    trybuild::TestCases::new().pass("pass/*.rs");
}

// By itself, so that trybuild checks without generating code, as editors do.
#[test]
fn wrong_declarations_are_explained() {
    let cases = trybuild::TestCases::new();
    for topic in TOPICS {
        cases.compile_fail(format!("{topic}/*.rs"));
    }
}

const TOPICS: &[&str] = &[
    "access_log",
    "added",
    "authorizer",
    "constants",
    "custom_domain",
    "declared",
    "foreign",
    "forms",
    "functions",
    "handlers",
    "import",
    "keys",
    "overrides",
    "permissions",
    "references",
    "routes",
    "selection",
    "stage",
    "syntax",
    "tags",
    "together",
    "warnings",
];

#[test]
fn every_topic_is_tested() {
    let mut folders: Vec<String> = std::fs::read_dir(".")
        .expect("this package")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "pass")
        .collect();
    folders.sort();
    assert_eq!(folders, TOPICS);
}
