//! Fixed declarations: each case `topic/name.rs` has a `topic/name.fixed`, which compiles.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::TOPICS;

/// The cases of all topics, in order.
pub fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        TOPICS.iter().flat_map(|(topic, _)| files(Path::new(topic), "rs")).collect();
    cases.sort();
    cases
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a topic").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|other| other == extension)).collect()
}

#[test]
fn cases_have_a_fixed_file_each() {
    let mut fixed: Vec<PathBuf> =
        TOPICS.iter().flat_map(|(topic, _)| files(Path::new(topic), "fixed")).collect();
    fixed.sort();
    let expected: Vec<PathBuf> = cases().iter().map(|case| case.with_extension("fixed")).collect();
    assert_eq!(fixed, expected);
}

#[test]
fn fixed_declarations_compile_without_warnings() {
    // One program with all of them needs only one build.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules: String = cases()
        .iter()
        .map(|case| {
            let name = case.with_extension("").to_string_lossy().replace('/', "_");
            format!("#[path = {:?}]\nmod {name};\n", here.join(case).with_extension("fixed"))
        })
        .collect();
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixed.rs");
    let lints = "#![deny(warnings)]\n// Some show what is wrong with something else.\n#![allow(dead_code, deprecated)]\n";
    fs::write(&program, format!("{lints}\n{modules}\nfn main() {{}}\n")).expect("a program");
    trybuild::TestCases::new().pass(program);
}
