//! The layout of any file has the same meaning, and a valid layout does not change when it is formatted
//! again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use websocket_api_syntax::source::{Conditions, Sources, Style, forget_texts, format};

fuzz_target!(|text: &str| {
    let style = Style::default();
    let once = format(text, &style);
    let bug = once.problems.iter().find(|problem| problem.message.contains("bug"));
    assert!(bug.is_none(), "{bug:?}");
    let sources = Sources::from_text("main.rs", text, &Conditions::default());
    if !sources.findings().any(|finding| finding.is_error()) {
        let twice = format(&once.text, &style);
        assert_eq!(once.text, twice.text);
    }
    forget_texts();
});
