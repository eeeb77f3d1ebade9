//! Whatever a route selection expression and a message are: the message has one route key, and an example selects its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use websocket_api_model::selection::SelectionExpression;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let (expression, key, body) = (lines.next(), lines.next(), lines.next());
    let Ok(expression) = SelectionExpression::parse(expression.unwrap_or_default()) else { return };
    let key = key.unwrap_or_default();
    if let Some(example) = expression.example(key) {
        assert_eq!(expression.evaluate(&example), key);
    }
    if let Ok(body) = serde_json::from_str::<Value>(body.unwrap_or_default()) {
        let selected = expression.evaluate(&body);
        // The body as another JSON text of the same value.
        let again = serde_json::from_str::<Value>(&format!("{body:#}")).expect("JSON");
        assert_eq!(expression.evaluate(&again), selected);
    }
});
