//! A generator of values that a schema accepts, as varied as the schema allows.

use proptest::{
    prelude::*,
    strategy::{BoxedStrategy, Union},
};
use serde_json::{Map, Number, Value};

/// Generates values for a schema of the document. With `more`, they have additional members if the schema
/// allows any. A value may be invalid if several keywords constrain the same member.
pub fn values(schema: &Value, document: &Value, depth: u32, more: bool) -> BoxedStrategy<Value> {
    let Some(schema) = schema.as_object() else { return scalar().boxed() };
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        let target = target.unwrap_or_else(|| panic!("{reference} leads nowhere")).clone();
        return values(&target, document, depth, more);
    }
    if let Some(value) = schema.get("const") {
        return Just(value.clone()).boxed();
    }
    if let Some(Value::Array(list)) = schema.get("enum") {
        return prop::sample::select(list.clone()).boxed();
    }
    let list = |key: &str| schema.get(key).and_then(Value::as_array).cloned();
    let own = if schema.contains_key("type") || schema.contains_key("properties") {
        Some(typed(schema, document, depth, more))
    } else {
        None
    };
    let any = list("oneOf").or_else(|| list("anyOf"));
    let any = any.map(|list| Union::new(list.iter().map(|one| values(one, document, depth, more))).boxed());
    let all = list("allOf").unwrap_or_default();
    let parts: Vec<_> =
        own.into_iter().chain(any).chain(all.iter().map(|one| values(one, document, depth, more))).collect();
    parts.into_iter().reduce(merged).unwrap_or_else(|| scalar().boxed())
}

fn merged(a: BoxedStrategy<Value>, b: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let merge = |(a, b)| match (a, b) {
        (Value::Object(mut a), Value::Object(b)) => {
            a.extend(b);
            Value::Object(a)
        }
        (_, b) => b,
    };
    (a, b).prop_map(merge).boxed()
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), any::<u8>().prop_map(Value::from)]
}

fn typed(schema: &Map<String, Value>, document: &Value, depth: u32, more: bool) -> BoxedStrategy<Value> {
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one],
        _ => vec!["object"],
    };
    let of = |name: &&str| match *name {
        "null" => Just(Value::Null).boxed(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "string" => text(schema),
        "integer" => integer(schema),
        "number" => (-1e9..1e9_f64).prop_map(Value::from).boxed(),
        "array" => array(schema, document, depth, more),
        "object" => object(schema, document, depth, more),
        other => panic!("no type {other}"),
    };
    Union::new(types.iter().map(of)).boxed()
}

fn text(schema: &Map<String, Value>) -> BoxedStrategy<Value> {
    let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
    let (least, most) = (bound("minLength").unwrap_or(0), bound("maxLength").unwrap_or(6));
    match schema.get("pattern").and_then(Value::as_str) {
        Some(pattern) => {
            prop::string::string_regex(pattern.trim_matches(['^', '$'])).expect("a pattern").boxed()
        }
        None => {
            prop::string::string_regex(&format!("[^\u{0}]{{{least},{most}}}")).expect("a pattern").boxed()
        }
    }
    .prop_map(Value::from)
    .boxed()
}

fn integer(schema: &Map<String, Value>) -> BoxedStrategy<Value> {
    let bound = |key: &str| schema.get(key).and_then(Value::as_number).and_then(Number::as_i128);
    let (least, most) = (bound("minimum").unwrap_or(-(1 << 70)), bound("maximum").unwrap_or(1 << 70));
    let number = |number: i128| Number::from_i128(number).map_or(Value::from(number as f64), Value::Number);
    // The limits themselves are generated more often than by chance.
    prop_oneof![Just(least), Just(most), least..=most, -300_i128.max(least)..=300.min(most)]
        .prop_map(number)
        .boxed()
}

fn array(schema: &Map<String, Value>, document: &Value, depth: u32, more: bool) -> BoxedStrategy<Value> {
    if let Some(Value::Array(items)) = schema.get("items") {
        let items: Vec<_> = items.iter().map(|item| values(item, document, depth, more)).collect();
        return items.prop_map(Value::Array).boxed();
    }
    let bound =
        |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
    let least = bound("minItems").unwrap_or(0);
    let most = if depth == 0 { least } else { bound("maxItems").unwrap_or(3) };
    if most == 0 {
        return Just(Value::Array(Vec::new())).boxed();
    }
    let item = schema
        .get("items")
        .map_or(scalar().boxed(), |item| values(item, document, depth.saturating_sub(1), more));
    prop::collection::vec(item, least..=most).prop_map(Value::Array).boxed()
}

fn object(schema: &Map<String, Value>, document: &Value, depth: u32, more: bool) -> BoxedStrategy<Value> {
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let members: Vec<_> = properties
        .map(|(name, property)| {
            let value = values(property, document, depth.saturating_sub(1), more);
            let value = if required.contains(&Value::from(name.as_str())) {
                value.prop_map(Some).boxed()
            } else {
                prop::option::of(value).boxed()
            };
            (Just(name.clone()), value)
        })
        .collect();
    let extra = match schema.get("additionalProperties") {
        Some(Value::Bool(false)) => None,
        Some(others) => Some(("[a-z]{1,3}".to_owned(), others.clone())),
        None => more.then(|| ("more[a-z]".to_owned(), Value::Bool(true))),
    };
    let pattern =
        schema.get("patternProperties").and_then(Value::as_object).and_then(|all| all.iter().next());
    let extra =
        pattern.map(|(pattern, others)| (pattern.replace("\\d*", "[0-9]{0,2}"), others.clone())).or(extra);
    let extra = match extra {
        None => Just(Vec::new()).boxed(),
        Some((name, others)) => {
            let name = prop::string::string_regex(name.trim_matches(['^', '$'])).expect("a pattern");
            prop::collection::vec((name, values(&others, document, depth.saturating_sub(1), more)), 0..2)
                .boxed()
        }
    };
    (members, extra)
        .prop_map(|(members, extra)| {
            let members = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
            let mut object: Map<String, Value> = extra.into_iter().collect();
            object.extend(members);
            Value::Object(object)
        })
        .boxed()
}
