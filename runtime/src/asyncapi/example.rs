use serde_json::{Map, Value, json};

use super::{json_schema::resolve, merged::merged};

/// The maximum depth of the example of a type that holds itself.
const MAX_DEPTH: usize = 8;

/// A value that a schema accepts, as small as may be; nearly always, where keywords contradict or a pattern is asked for.
pub(super) fn example(schema: &Value, schemas: &Map<String, Value>) -> Value {
    example_within(schema, schemas, MAX_DEPTH)
}

fn example_within(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Value {
    let schema = resolve(schema, schemas);
    let first = |key: &str| schema.get(key).and_then(Value::as_array).and_then(|list| list.first());
    if let Some(value) = schema.get("const").or_else(|| first("examples")).or_else(|| first("enum")) {
        return value.clone();
    }
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    let mut value = example_of_type(schema, schemas, depth);
    let all = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let any = ["oneOf", "anyOf"].into_iter().filter_map(first);
    for part in all.chain(any) {
        value = merged(value, example_within(part, schemas, depth));
    }
    value
}

/// Returns an example for `type` and the keywords that belong to a type.
fn example_of_type(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Value {
    let ty = match &schema["type"] {
        Value::Array(types) => types.first().and_then(Value::as_str),
        ty => ty.as_str(),
    };
    let minimum = |key: &str| {
        let minimum = schema.get(key).and_then(Value::as_u64);
        minimum.and_then(|minimum| usize::try_from(minimum).ok())
    };
    match ty {
        Some("object") => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let member =
                |name: &str| (name.to_owned(), example_within(&schema["properties"][name], schemas, depth));
            required.map(member).collect::<Map<_, _>>().into()
        }
        Some("array") => match &schema["items"] {
            Value::Array(items) => items.iter().map(|item| example_within(item, schemas, depth)).collect(),
            item => vec![example_within(item, schemas, depth); minimum("minItems").unwrap_or(0)].into(),
        },
        Some("string") => match schema["format"].as_str().and_then(formatted_text) {
            Some(text) => text.into(),
            None => "a".repeat(minimum("minLength").unwrap_or(0)).into(),
        },
        Some("integer" | "number") => number(schema),
        Some("boolean") => false.into(),
        _ => Value::Null,
    }
}

/// Returns a text of a format.
fn formatted_text(format: &str) -> Option<&'static str> {
    Some(match format {
        "uuid" => "00000000-0000-4000-8000-000000000000",
        "date-time" => "2026-01-01T00:00:00Z",
        "partial-date-time" => "2026-01-01T00:00:00",
        "date" => "2026-01-01",
        "time" | "partial-time" => "00:00:00",
        "duration" => "PT1S",
        "email" => "a@example.com",
        "uri" | "url" | "iri" => "https://example.com/",
        "ip" | "ipv4" => "127.0.0.1",
        "ipv6" => "::1",
        _ => return None,
    })
}

/// Returns 0, or the nearest number that the bounds allow.
fn number(schema: &Value) -> Value {
    let bound = |key: &str| schema.get(key).filter(|bound| bound.is_number());
    let float = |value: &Value| value.as_f64().unwrap_or_default();
    let next_to = |key: &str, step: i64| {
        let bound = bound(key)?;
        Some(
            bound
                .as_i64()
                .map_or_else(|| json!(float(bound) + 0.5 * step as f64), |bound| json!(bound + step)),
        )
    };
    let fits = |value: &Value| {
        let value = float(value);
        bound("minimum").is_none_or(|minimum| value >= float(minimum))
            && bound("maximum").is_none_or(|maximum| value <= float(maximum))
            && bound("exclusiveMinimum").is_none_or(|minimum| value > float(minimum))
            && bound("exclusiveMaximum").is_none_or(|maximum| value < float(maximum))
            && schema["not"].get("const").is_none_or(|other| value != float(other))
    };
    let candidates = [
        Some(json!(0)),
        bound("minimum").cloned(),
        bound("maximum").cloned(),
        next_to("exclusiveMinimum", 1),
        next_to("exclusiveMaximum", -1),
        Some(json!(1)),
        Some(json!(-1)),
    ];
    candidates.into_iter().flatten().find(fits).unwrap_or_else(|| json!(0))
}
