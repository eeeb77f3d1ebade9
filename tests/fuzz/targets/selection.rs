//! Any route selection expression returns one route key for a JSON message, and an example message selects
//! its route key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use websocket_api_model::selection::{SelectionExpression, readable};

/// The reasons for which serde_json rejects valid JSON.
const LIMITS: [&str; 4] = [
    "recursion limit exceeded",
    "number out of range",
    "lone leading surrogate",
    "unexpected end of hex escape",
];

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let (expression, key, body) = (lines.next(), lines.next(), lines.next());
    let Ok(expression) = SelectionExpression::parse(expression.unwrap_or_default()) else { return };
    for end in expression.open_ends() {
        end.other_reading();
        for remedy in end.remedies() {
            assert!(
                SelectionExpression::parse(remedy).is_ok_and(|read| read.open_ends().is_empty()),
                "{remedy}"
            );
        }
    }
    let key = key.unwrap_or_default();
    if let Some(example) = expression.example(key) {
        assert_eq!(expression.evaluate(&example.to_string()).as_deref(), Some(key));
    }
    let body = body.unwrap_or_default();
    let selected = expression.evaluate(body);
    match serde_json::from_str::<Value>(body) {
        Ok(value) => {
            assert!(selected.is_some());
            assert_eq!(readable(body).as_deref(), Some(body));
            // The two texts have the same value.
            assert_eq!(expression.evaluate(&value.to_string()), expression.evaluate(&format!("{value:#}")));
        }
        Err(error) => {
            let is_limit = LIMITS.iter().any(|limit| error.to_string().contains(limit));
            assert!(is_limit || selected.is_none() && readable(body).is_none(), "{error}");
        }
    }
});
