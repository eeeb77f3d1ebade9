//! The examples, and what they declare.

use crate::cargo::program;

/// A program with one API, or a stack of several: its package, and the APIs.
pub const EXAMPLES: &[(&str, &[&str])] = &[
    ("build-script", &["Doorbell"]),
    ("chat", &["Chat"]),
    ("custom-domain", &["Board"]),
    ("lobby", &["Lobby"]),
    ("two-apis", &["Signals", "Clock"]),
];

/// What an example prints as its template, with these options.
///
/// # Panics
/// When it prints none.
pub fn template(package: &str, options: &[&str]) -> String {
    let output = program(package).arg("template").args(options).output().expect("the example");
    assert!(output.status.success(), "{package}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
