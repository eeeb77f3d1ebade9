//! Any file is read, and each finding has a position in the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use websocket_api_syntax::source::{Conditions, Sources, forget_texts};

fuzz_target!(|text: &str| {
    let sources = Sources::from_text("main.rs", text, &Conditions::default());
    for finding in sources.findings() {
        let line = finding.message.one_line();
        assert!(!line.is_empty() && !line.contains(char::is_control));
        assert!(!sources.position(&finding.place).is_empty());
    }
    forget_texts();
});
