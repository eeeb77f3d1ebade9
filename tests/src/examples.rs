//! The examples and their APIs.

use crate::cargo::program;

/// The packages of the examples with the names of their APIs: one API, or a stack of several.
pub const EXAMPLES: &[(&str, &[&str])] = &[
    ("build-script", &["Doorbell"]),
    ("chat", &["Chat"]),
    ("custom-domain", &["Board"]),
    ("lobby", &["Lobby"]),
    ("two-apis", &["Signals", "Clock"]),
];

/// Returns the template that an example prints with these options.
///
/// # Panics
/// If the example fails.
pub fn template(package: &str, options: &[&str]) -> String {
    let output = program(package).arg("template").args(options).output().expect("the example");
    assert!(output.status.success(), "{package}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
