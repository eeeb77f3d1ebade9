use std::borrow::Cow;

use super::tokens::{NotJson, Token, Tokens, decode};

/// Returns the text of a message in a form that serde_json reads, for validation. Returns `None` if the
/// message is not JSON.
///
/// U+FFFD replaces a lone surrogate, and the largest `f64` replaces a number that is out of range. serde_json
/// still rejects more than 127 levels of nesting.
pub fn readable(message: &str) -> Option<Cow<'_, str>> {
    replace(message).ok()
}

fn replace(message: &str) -> Result<Cow<'_, str>, NotJson> {
    let mut readable = String::new();
    let mut copied = 0;
    let mut tokens = Tokens::new(message);
    while let Some(token) = tokens.next() {
        let (Token::Name(scalar) | Token::Scalar(scalar)) = token? else { continue };
        let Some(replacement) = replacement(scalar) else { continue };
        readable += &message[copied..tokens.start()];
        readable += &replacement;
        copied = tokens.start() + scalar.len();
    }
    if copied == 0 {
        return Ok(Cow::Borrowed(message));
    }
    readable += &message[copied..];
    Ok(Cow::Owned(readable))
}

fn replacement(scalar: &str) -> Option<String> {
    if scalar.starts_with('"') {
        let mut text = String::new();
        let is_text = !scalar.contains("\\u") || decode(scalar, &mut text);
        return (!is_text).then(|| serde_json::Value::from(text).to_string());
    }
    let number = scalar.parse::<f64>().ok().filter(|number| number.is_infinite())?;
    Some(format!("{:e}", f64::MAX.copysign(number)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn value(message: &str) -> Value {
        serde_json::from_str(&readable(message).expect("JSON")).expect("what serde_json reads")
    }

    #[test]
    fn only_values_that_serde_json_rejects_are_replaced() {
        let message = r#" { "\ud83d" : [ "a\ud83d\nb" , 1e309 , -1E999, "\ud83d\ude00", 5 ] , "x": "" } "#;
        let expected = json!({ "\u{FFFD}": ["a\u{FFFD}\nb", f64::MAX, f64::MIN, "\u{1F600}", 5], "x": "" });
        assert_eq!(value(message), expected);
        assert!(matches!(readable(r#"{"a":"\u0041"}"#), Some(Cow::Borrowed(_))));
        assert_eq!(readable(r#"{"a":"\ud83d""#), None);
        let long = format!("[{}]", "9".repeat(400));
        assert_eq!(value(&long), json!([f64::MAX]));
    }

    proptest! {
        #[test]
        fn message_that_serde_json_reads_is_unchanged(text in r#"([\[\]{},:"\\ 01e.-]|"a"|"\\u00e9"|true){0,16}"#) {
            if serde_json::from_str::<Value>(&text).is_ok() {
                let readable = readable(&text).expect("JSON");
                prop_assert_eq!(&*readable, &*text);
            }
        }
    }
}
