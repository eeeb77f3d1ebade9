use serde_json::Value;

use super::{Part, SelectionExpression, Step};

impl SelectionExpression {
    /// What the expression comes to for a message's body. A value that is not there is an empty string; a list is written
    /// `[item1, item2]`, anything else but a string as JSON.
    pub fn evaluate(&self, body: &Value) -> String {
        let mut key = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(text) => key += text,
                Part::Body(steps) => {
                    if let Some(value) = find(body, steps) {
                        write(value, &mut key);
                    }
                }
            }
        }
        key
    }
}

impl SelectionExpression {
    /// Whether some message may come to this, as far as the text between the variables tells.
    pub fn may_be(&self, key: &str) -> bool {
        let mut rest = key;
        let mut open = false;
        for (i, part) in self.parts.iter().enumerate() {
            match part {
                Part::Body(_) => open = true,
                Part::Literal(text) => {
                    let found = if !open {
                        rest.starts_with(&**text).then_some(0)
                    } else if i + 1 == self.parts.len() {
                        rest.ends_with(&**text).then(|| rest.len() - text.len())
                    } else {
                        rest.find(&**text)
                    };
                    let Some(at) = found else { return false };
                    rest = &rest[at + text.len()..];
                    open = false;
                }
            }
        }
        open || rest.is_empty()
    }
}

fn find<'a>(body: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(body, |value, step| match step {
        Step::Name(name) => value.as_object()?.get(name),
        Step::Index(index) => value.as_array()?.get(*index),
    })
}

fn write(value: &Value, key: &mut String) {
    match value {
        Value::String(text) => *key += text,
        Value::Array(items) => {
            *key += "[";
            for (i, item) in items.iter().enumerate() {
                *key += if i == 0 { "" } else { ", " };
                write(item, key);
            }
            *key += "]";
        }
        other => *key += &other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn evaluate(expression: &str, body: &Value) -> String {
        SelectionExpression::parse(expression).expect(expression).evaluate(body)
    }

    /// AWS's own table, *WebSocket selection expressions*. Of `${request.body.action}-${request.body.invalidPath}` it says
    /// `join`, which its own rule (a missing value is an empty string) contradicts.
    #[test]
    fn documented_table() {
        let body = json!({ "service": "chat", "action": "join" });
        assert_eq!(evaluate("$request.body.action", &body), "join");
        assert_eq!(evaluate("${request.body.action}", &body), "join");
        assert_eq!(evaluate("${request.body.service}/${request.body.action}", &body), "chat/join");
        assert_eq!(evaluate("${request.body.action}-${request.body.invalidPath}", &body), "join-");
        assert_eq!(evaluate("action", &body), "action");
        assert_eq!(evaluate(r"\$default", &body), "$default");
        assert_eq!(
            evaluate("$request.body.items", &json!({ "items": ["item1", "item2"] })),
            "[item1, item2]"
        );
    }

    #[test]
    fn values_of_every_kind() {
        let key = |value: Value| evaluate("$request.body.a", &json!({ "a": value }));
        assert_eq!(key(json!(5)), "5");
        assert_eq!(key(json!(1.5)), "1.5");
        assert_eq!(key(json!(true)), "true");
        assert_eq!(key(json!(null)), "null");
        assert_eq!(key(json!({ "b": [1] })), r#"{"b":[1]}"#);
        assert_eq!(key(json!([1, "x", [null]])), "[1, x, [null]]");
        assert_eq!(key(json!("$request.body.a")), "$request.body.a");
    }

    #[test]
    fn paths_go_through_objects_and_lists() {
        let body = json!({ "a": { "b c": [{ "kind": "x" }] } });
        assert_eq!(evaluate("$request.body.a['b c'][0].kind", &body), "x");
        assert_eq!(evaluate("$request.body.a['b c'][1].kind", &body), "");
        assert_eq!(evaluate("$request.body.a[0]", &body), "");
        assert_eq!(evaluate("$request.body.a.b.c", &body), "");
        for body in [json!([1]), json!("x"), json!(5), json!(null)] {
            assert_eq!(evaluate("$request.body.action", &body), "");
        }
    }

    proptest! {
        #[test]
        fn what_it_comes_to_is_what_it_may_be(expression in "([ab]|\\$\\{request\\.body\\.[xy]\\}){1,5}", x in "[ab]{0,3}", y in "[ab]{0,3}") {
            let parsed = SelectionExpression::parse(&expression).expect("an expression");
            let key = parsed.evaluate(&json!({ "x": x, "y": y }));
            prop_assert!(parsed.may_be(&key), "{} {}", expression, key);
        }

        #[test]
        fn one_field_selects_by_its_own_text(action in ".{0,40}") {
            prop_assert_eq!(evaluate("$request.body.action", &json!({ "action": &action })), action);
        }
    }
}
