//! The examples, and what they declare.

/// A program with one API, or a stack of several: its package, and the APIs.
pub const EXAMPLES: &[(&str, &[&str])] = &[
    ("build-script", &["Doorbell"]),
    ("chat", &["Chat"]),
    ("custom-domain", &["Board"]),
    ("two-apis", &["Signals", "Clock"]),
];
