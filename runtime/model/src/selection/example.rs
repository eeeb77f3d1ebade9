use serde_json::{Map, Value};

use super::{Part, SelectionExpression, Step};

impl SelectionExpression {
    /// Returns a body that selects this route key, or `None` if no body does.
    pub fn example(&self, key: &str) -> Option<Value> {
        let mut body = Value::Object(Map::new());
        let mut rest = key;
        for (i, part) in self.parts.iter().enumerate() {
            match part {
                Part::Literal(text) => rest = rest.strip_prefix(&**text)?,
                Part::Body(steps) => {
                    // The value ends at the text that follows the variable, or at the end of the key.
                    let end = match self.parts.get(i + 1) {
                        Some(Part::Literal(next)) => rest.find(&**next)?,
                        Some(Part::Body(_)) => 0,
                        None => rest.len(),
                    };
                    set(&mut body, steps, &rest[..end])?;
                    rest = &rest[end..];
                }
            }
        }
        (self.evaluate(&body.to_string()).as_deref() == Some(key)).then_some(body)
    }
}

fn set(value: &mut Value, steps: &[Step], text: &str) -> Option<()> {
    let Some((step, rest)) = steps.split_first() else {
        *value = Value::from(text);
        return Some(());
    };
    let inner = match step {
        Step::Name(name) => {
            if value.is_null() {
                *value = Value::Object(Map::new());
            }
            value.as_object_mut()?.entry(&**name).or_insert(Value::Null)
        }
        // A body with more items would fill a screen, and such expressions are rare.
        Step::Index(index) if *index < 16 => {
            if value.is_null() {
                *value = Value::Array(Vec::new());
            }
            let items = value.as_array_mut()?;
            items.resize(items.len().max(index + 1), Value::Null);
            &mut items[*index]
        }
        Step::Index(_) => return None,
    };
    set(inner, rest, text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn example(expression: &str, key: &str) -> Option<Value> {
        SelectionExpression::parse(expression).expect(expression).example(key)
    }

    #[test]
    fn example_body_selects_its_key_or_is_missing() {
        assert_eq!(example("$request.body.action", "join"), Some(json!({ "action": "join" })));
        assert_eq!(
            example("$request.body.a['b c'][1].kind", "x"),
            Some(json!({ "a": { "b c": [null, { "kind": "x" }] } }))
        );
        assert_eq!(
            example("${request.body.service}/${request.body.action}", "chat/join"),
            Some(json!({ "service": "chat", "action": "join" }))
        );
        assert_eq!(example("${request.body.service}/${request.body.action}", "join"), None);
        assert_eq!(
            example("${request.body.a}${request.body.b}", "join"),
            Some(json!({ "a": "", "b": "join" }))
        );
        assert_eq!(example("$request.body.detail-type", "join"), Some(json!({ "detail-type": "join" })));
        assert_eq!(example("${request.body.@type}", "join"), Some(json!({ "@type": "join" })));
        assert_eq!(example("action", "action"), Some(json!({})));
        assert_eq!(example("action", "join"), None);
        assert_eq!(example("$request.body[0]", "join"), None);
        assert_eq!(example("$request.body.a.b/${request.body.a}", "x/y"), None);
    }
}
