use serde_json::{Map, Value, json};

use super::schemas::resolve;

/// How deep a type that holds itself is written down.
const DEPTH: usize = 8;

/// A value that a schema accepts, as small as may be; nearly always, where keywords contradict or a pattern is asked for.
pub(super) fn example(schema: &Value, schemas: &Map<String, Value>) -> Value {
    of(schema, schemas, DEPTH)
}

fn of(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Value {
    let schema = resolve(schema, schemas);
    let first = |key: &str| schema.get(key).and_then(Value::as_array).and_then(|list| list.first());
    if let Some(value) = schema.get("const").or_else(|| first("examples")).or_else(|| first("enum")) {
        return value.clone();
    }
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    let mut value = own(schema, schemas, depth);
    let all = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let any = ["oneOf", "anyOf"].into_iter().filter_map(first);
    for part in all.chain(any) {
        value = merged(value, of(part, schemas, depth));
    }
    value
}

/// What `type` and what goes with it ask for.
fn own(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Value {
    let ty = match &schema["type"] {
        Value::Array(types) => types.first().and_then(Value::as_str),
        ty => ty.as_str(),
    };
    let least =
        |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|least| usize::try_from(least).ok());
    match ty {
        Some("object") => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let member = |name: &str| (name.to_owned(), of(&schema["properties"][name], schemas, depth));
            required.map(member).collect::<Map<_, _>>().into()
        }
        Some("array") => match &schema["items"] {
            Value::Array(items) => items.iter().map(|item| of(item, schemas, depth)).collect(),
            item => vec![of(item, schemas, depth); least("minItems").unwrap_or(0)].into(),
        },
        Some("string") => "a".repeat(least("minLength").unwrap_or(0)).into(),
        Some("integer" | "number") => match (schema["minimum"].as_number(), schema["maximum"].as_number()) {
            (Some(least), _) if least.as_f64().is_some_and(|least| least > 0.0) => json!(least),
            (_, Some(most)) if most.as_f64().is_some_and(|most| most < 0.0) => json!(most),
            _ => 0.into(),
        },
        Some("boolean") => false.into(),
        _ => Value::Null,
    }
}

/// Both, member by member and item by item; of what is neither, what there is.
pub(super) fn merged(a: Value, b: Value) -> Value {
    match (a, b) {
        (Value::Array(mut a), Value::Array(b)) => {
            for (i, value) in b.into_iter().enumerate() {
                match a.get_mut(i) {
                    Some(known) => *known = merged(known.take(), value),
                    None => a.push(value),
                }
            }
            a.into()
        }
        (Value::Object(mut a), Value::Object(b)) => {
            for (name, value) in b {
                match a.get_mut(&name) {
                    Some(known) => *known = merged(known.take(), value),
                    None => {
                        a.insert(name, value);
                    }
                }
            }
            a.into()
        }
        (a, Value::Null) => a,
        (_, b) => b,
    }
}
