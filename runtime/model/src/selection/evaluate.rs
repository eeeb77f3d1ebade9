use super::{
    Part, SelectionExpression,
    find::find,
    tokens::{Container, NotJson, Token, Tokens, decode},
};

impl SelectionExpression {
    /// Returns the route key that the expression selects for a message. Returns `None` if the message is not
    /// JSON, or the key is not Unicode.
    ///
    /// A missing value becomes an empty string, a list `[item1, item2]`, a number its text in the message,
    /// and an object its JSON. JSON follows the grammar of RFC 8259, which includes lone surrogates, and
    /// numbers and nesting without limits.
    pub fn evaluate(&self, message: &str) -> Option<String> {
        self.key(message).ok().flatten()
    }

    fn key(&self, message: &str) -> Result<Option<String>, NotJson> {
        let mut key = String::new();
        let mut is_text = true;
        let mut is_json = false;
        for part in &self.parts {
            match part {
                Part::Literal(text) => key += text,
                Part::Body(path) => {
                    if let Some(value) = find(message, path)? {
                        is_text &= write(value, &mut key)?;
                    }
                    is_json = true;
                }
            }
        }
        // A key without a variable requires a JSON message, too.
        if !is_json {
            find(message, &[])?;
        }
        Ok(is_text.then_some(key))
    }

    /// Returns `true` if a message may select this key, according to the text between the variables.
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

/// Writes a value as a part of a key. Returns `false` if it has a lone surrogate.
fn write(value: &str, key: &mut String) -> Result<bool, NotJson> {
    let mut is_text = true;
    let mut tokens = Tokens::new(value);
    // The depth of the outermost open object, within which all values are JSON.
    let mut object = None;
    let mut follows_value = false;
    while let Some(token) = tokens.next() {
        let token = token?;
        if follows_value && !matches!(token, Token::Close(_)) {
            *key += if object.is_some() { "," } else { ", " };
        }
        follows_value = matches!(token, Token::Scalar(_) | Token::Close(_));
        match token {
            Token::Open(Container::Array) => key.push('['),
            Token::Open(Container::Object) => {
                object = object.or(Some(tokens.depth()));
                key.push('{');
            }
            Token::Close(Container::Array) => key.push(']'),
            Token::Close(Container::Object) => {
                object = object.filter(|depth| *depth <= tokens.depth());
                key.push('}');
            }
            Token::Name(name) => {
                *key += name;
                key.push(':');
            }
            Token::Scalar(quoted) if quoted.starts_with('"') && object.is_none() => {
                is_text &= decode(quoted, key);
            }
            Token::Scalar(scalar) => *key += scalar,
        }
    }
    Ok(is_text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{super::Step, *};

    fn parse(expression: &str) -> SelectionExpression {
        SelectionExpression::parse(expression).expect(expression)
    }

    fn evaluate(expression: &str, body: &Value) -> String {
        parse(expression).evaluate(&body.to_string()).expect("JSON")
    }

    /// The table of AWS in *WebSocket selection expressions*. For
    /// `${request.body.action}-${request.body.invalidPath}` it has `join`, which contradicts its rule that a
    /// missing value is an empty string.
    #[test]
    fn expressions_of_the_aws_table_select_the_documented_keys() {
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
    fn value_of_each_kind_selects_by_its_text() {
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
    fn path_leads_through_objects_and_lists() {
        let body = json!({ "a": { "b c": [{ "kind": "x" }] } });
        assert_eq!(evaluate("$request.body.a['b c'][0].kind", &body), "x");
        assert_eq!(evaluate("$request.body.a['b c'][1].kind", &body), "");
        assert_eq!(evaluate("$request.body.a[0]", &body), "");
        assert_eq!(evaluate("$request.body.a.b.c", &body), "");
        for body in [json!([1]), json!("x"), json!(5), json!(null)] {
            assert_eq!(evaluate("$request.body.action", &body), "");
        }
    }

    #[test]
    fn value_selects_as_written_without_white_space() {
        let key = |value: &str| parse("$request.body.a").evaluate(&format!(r#"{{"a":{value}}}"#));
        let key = |value: &str| key(value).expect("a key");
        for number in ["5.0", "-0", "1e2", "1E999", "18446744073709551616", "0.10", "9007199254740993"] {
            assert_eq!(key(number), number);
        }
        assert_eq!(
            key(r#"{ "b" : [ 1 , {} , "\u0041" ], "c": {"d": null} }"#),
            r#"{"b":[1,{},"\u0041"],"c":{"d":null}}"#
        );
        assert_eq!(
            key(r#"[ 1 , {"a":[1, 2]} , "x\n" , [] , [ true ] ]"#),
            "[1, {\"a\":[1,2]}, x\n, [], [true]]"
        );
        assert_eq!(key(r#""jo\u0069n""#), "join");
    }

    #[test]
    fn json_beyond_the_limits_of_serde_json_selects() {
        let expression = parse("$request.body.action");
        let deep = format!(r#"{{"deep":{}1{},"action":"join"}}"#, "[".repeat(50_000), "]".repeat(50_000));
        for message in [
            r#"{"action":"join","text":"\ud83d"}"#,
            r#"{"text":"\ude00\ud83d","action":"join"}"#,
            r#"{"action":"join","\udc00":[1e309,-1e999]}"#,
            &deep,
        ] {
            assert!(serde_json::from_str::<Value>(message).is_err());
            assert_eq!(expression.evaluate(message).as_deref(), Some("join"), "{message:.60}");
        }
        // A key cannot have a lone surrogate.
        assert_eq!(expression.evaluate(r#"{"action":"\ud83d"}"#), None);
        for message in [
            "",
            "join",
            r#"{"action":"join""#,
            r#"{"action":"join"} x"#,
            "\u{FEFF}{}",
            r#"{'action':'join'}"#,
        ] {
            assert_eq!(expression.evaluate(message), None, "{message}");
            assert_eq!(parse("join").evaluate(message), None, "{message}");
        }
        assert_eq!(parse("join").evaluate(&deep).as_deref(), Some("join"));
    }

    /// An algorithm with quadratic time would take minutes.
    #[test]
    fn message_of_the_maximum_size_is_read_in_linear_time() {
        let size = crate::limits::MESSAGE;
        let expression = parse("${request.body.a}${request.body.b.c[1]}${request.body.a[0]}");
        let repeated = |unit: &str| unit.repeat(size / unit.len());
        for body in [
            format!(r#"{{"a":"{}"}}"#, repeated(r"\ud83d\ude00")),
            format!(r#"{{{}"a":1}}"#, repeated(r#""\u0061":"","#)),
            format!(r#"{{"b":{{"c":[{}0]}}}}"#, repeated("0,")),
            format!(r#"{{"a":{}{}}}"#, "[".repeat(size / 2), "]".repeat(size / 2)),
            format!(r#"{{"a":{}1{}}}"#, repeated(r#"{"a":"#), "}".repeat(size / 5)),
            repeated("{\"a\":[ \t"),
        ] {
            let is_json = body.ends_with('}');
            assert_eq!(expression.evaluate(&body).is_some(), is_json, "{body:.40}");
        }
    }

    /// Returns the key for a message that serde_json has read.
    fn key_by_serde_json(expression: &SelectionExpression, body: &Value) -> String {
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
        let mut key = String::new();
        for part in expression.parts() {
            match part {
                Part::Literal(text) => key += text,
                Part::Body(path) => {
                    let value = path.iter().try_fold(body, |value, step| match step {
                        Step::Name(name) => value.as_object()?.get(name),
                        Step::Index(index) => value.as_array()?.get(*index),
                    });
                    if let Some(value) = value {
                        write(value, &mut key);
                    }
                }
            }
        }
        key
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let text = "[ab\"\\\\/\u{0}\u{1F600}é\n]{0,4}";
        let scalar = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            text.prop_map(Value::from),
        ];
        scalar.prop_recursive(5, 48, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[ab]", inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// An expression over members `a` and `b`, and items 0 and 1.
    const EXPRESSION: &str = r"([xy]|\$\{request\.body((\.[ab])|(\[[01]\])){1,4}\}){1,3}";

    proptest! {
        #[test]
        fn message_selects_the_value_that_serde_json_reads(expression in EXPRESSION, body in any_json()) {
            let expression = parse(&expression);
            let expected = Some(key_by_serde_json(&expression, &body));
            prop_assert_eq!(expression.evaluate(&body.to_string()), expected.clone());
            prop_assert_eq!(expression.evaluate(&format!("{body:#}")), expected);
        }

        /// The text has escapes of any characters, and repeated members.
        #[test]
        fn escapes_and_duplicates_are_read_as_by_serde_json(
            members in prop::collection::vec(("[ab]", "[a\u{1F600}]{0,3}", any::<bool>()), 0..6),
        ) {
            let quoted = |text: &str, escaped: bool| match escaped {
                true => format!("\"{}\"", text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect::<String>()),
                false => format!("\"{text}\""),
            };
            let members = members.iter().map(|(name, text, escaped)| format!("{}:{}", quoted(name, *escaped), quoted(text, !escaped)));
            let text = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
            let expression = parse("$request.body.a");
            let body = serde_json::from_str(&text).expect("JSON");
            prop_assert_eq!(expression.evaluate(&text), Some(key_by_serde_json(&expression, &body)));
        }

        #[test]
        fn any_text_selects_a_key_only_if_it_is_json(expression in EXPRESSION, text in r#"([\[\]{},:"\\ 01]|"a"|"b"|"\\u[dD]8[0-9]{2}"){0,24}"#) {
            let selected = parse(&expression).evaluate(&text);
            prop_assert_eq!(selected.is_some(), serde_json::from_str::<Value>(&text).is_ok() || text.contains("\\u") && selected.is_some());
        }

        #[test]
        fn selected_key_satisfies_may_be(expression in "([ab]|\\$\\{request\\.body\\.[xy]\\}){1,5}", x in "[ab]{0,3}", y in "[ab]{0,3}") {
            let parsed = parse(&expression);
            let key = parsed.evaluate(&json!({ "x": x, "y": y }).to_string()).expect("JSON");
            prop_assert!(parsed.may_be(&key), "{} {}", expression, key);
        }

        #[test]
        fn single_field_selects_by_its_exact_text(action in ".{0,40}") {
            prop_assert_eq!(evaluate("$request.body.action", &json!({ "action": &action })), action);
        }
    }
}
