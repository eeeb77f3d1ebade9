//! The comparison of messages with models, which are JSON Schemas of draft 4 with the keywords that `asyncapi` writes.
//!
//! A crate for all of JSON Schema brings 35 others. These keywords are few, and the tests compare this file with such a crate.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};

use regress::Regex;
use serde_json::{Map, Value};

/// The maximum depth of schemas that refer to each other or hold each other.
const MAX_DEPTH: usize = 500;

/// A JSON Schema of draft 4 with its patterns.
#[derive(Debug)]
pub(super) struct Schema {
    root: Value,
    patterns: BTreeMap<String, Regex>,
}

/// The result of a comparison that found a difference, or did not finish.
#[derive(Debug)]
pub(super) enum Failure {
    /// The value at this JSON pointer is not allowed. The problem names no value of the message.
    Mismatch { pointer: String, problem: String },
    /// The schemas or the value are nested too deeply.
    TooDeep,
}

type Comparison = Result<(), Failure>;

impl Schema {
    /// Returns the schema, or the reason why one of its patterns is not valid.
    pub(super) fn new(root: Value) -> Result<Self, String> {
        let mut patterns = BTreeMap::new();
        compile_patterns(&root, &mut patterns)?;
        Ok(Self { root, patterns })
    }

    pub(super) fn compare(&self, value: &Value) -> Comparison {
        self.compare_at(&self.root, value, &Position { parent: None, depth: 0 })
    }

    fn compare_at(&self, schema: &Value, value: &Value, at: &Position<'_>) -> Comparison {
        if at.depth > MAX_DEPTH {
            return Err(Failure::TooDeep);
        }
        let Some(schema) = schema.as_object() else { return Ok(()) };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.root.pointer(reference.trim_start_matches('#'));
            return self.compare_at(target.unwrap_or(&Value::Null), value, &at.same());
        }
        compare_type(schema, value, at)?;
        match value {
            Value::Number(number) => compare_number(schema, number.as_f64().unwrap_or_default(), at)?,
            Value::String(text) => self.compare_text(schema, text, at)?,
            Value::Array(items) => self.compare_items(schema, items, at)?,
            Value::Object(members) => self.compare_members(schema, members, at)?,
            Value::Null | Value::Bool(_) => {}
        }
        self.compare_combined(schema, value, at)
    }

    fn compare_text(&self, schema: &Map<String, Value>, text: &str, at: &Position<'_>) -> Comparison {
        let length = text.chars().count();
        if let Some(limit) = limit(schema, "maxLength").filter(|limit| length > *limit) {
            return Err(at.mismatch(format_args!("the value is longer than {}", count(limit, "character"))));
        }
        if let Some(limit) = limit(schema, "minLength").filter(|limit| length < *limit) {
            return Err(at.mismatch(format_args!("the value is shorter than {}", count(limit, "character"))));
        }
        match schema.get("pattern").and_then(Value::as_str) {
            Some(pattern) if self.patterns[pattern].find(text).is_none() => {
                Err(at.mismatch(format_args!("the value does not match \"{pattern}\"")))
            }
            _ => Ok(()),
        }
    }

    fn compare_items(&self, schema: &Map<String, Value>, items: &[Value], at: &Position<'_>) -> Comparison {
        compare_count(schema, items.len(), ["maxItems", "minItems"], "item", at)?;
        if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            let mut seen = HashSet::new();
            if !items.iter().all(|item| seen.insert(canonical(item))) {
                return Err(at.mismatch("the value has non-unique elements"));
            }
        }
        let empty = Vec::new();
        let (each, first) = match schema.get("items") {
            Some(Value::Array(first)) => (schema.get("additionalItems"), first),
            each => (each, &empty),
        };
        for (i, item) in items.iter().enumerate() {
            let at = at.child(Segment::Index(i));
            match first.get(i).or(each) {
                Some(Value::Bool(false)) => return Err(at.mismatch("additional items are not allowed")),
                Some(schema) => self.compare_at(schema, item, &at)?,
                None => {}
            }
        }
        Ok(())
    }

    fn compare_members(
        &self,
        schema: &Map<String, Value>,
        members: &Map<String, Value>,
        at: &Position<'_>,
    ) -> Comparison {
        for name in strings(schema.get("required")) {
            if !members.contains_key(name) {
                return Err(at.mismatch(format_args!("{} is a required property", Value::from(name))));
            }
        }
        compare_count(schema, members.len(), ["maxProperties", "minProperties"], "property", at)?;
        let object = |key| schema.get(key).and_then(Value::as_object);
        for (name, value) in members {
            let at = at.child(Segment::Name(name));
            let mut is_known = false;
            if let Some(schema) = object("properties").and_then(|properties| properties.get(name)) {
                is_known = true;
                self.compare_at(schema, value, &at)?;
            }
            for (pattern, schema) in object("patternProperties").into_iter().flatten() {
                if self.patterns[pattern].find(name).is_some() {
                    is_known = true;
                    self.compare_at(schema, value, &at)?;
                }
            }
            match schema.get("additionalProperties") {
                Some(Value::Bool(false)) if !is_known => {
                    return Err(at.mismatch("additional properties are not allowed"));
                }
                Some(schema) if !is_known => self.compare_at(schema, value, &at)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn compare_combined(&self, schema: &Map<String, Value>, value: &Value, at: &Position<'_>) -> Comparison {
        let list = |key| schema.get(key).and_then(Value::as_array);
        // An unfinished comparison says nothing about the whole.
        let fits = |schema: &Value| match self.compare_at(schema, value, &at.same()) {
            Ok(()) => Ok(true),
            Err(Failure::Mismatch { .. }) => Ok(false),
            Err(Failure::TooDeep) => Err(Failure::TooDeep),
        };
        let count_fitting = |schemas: &[Value]| {
            schemas.iter().map(fits).try_fold(0_usize, |count, fits| Ok(count + usize::from(fits?)))
        };
        for schema in list("allOf").into_iter().flatten() {
            self.compare_at(schema, value, &at.same())?;
        }
        if let Some(schemas) = list("anyOf")
            && count_fitting(schemas)? == 0
        {
            return Err(
                at.mismatch("the value is not valid under any of the schemas listed in the 'anyOf' keyword")
            );
        }
        if let Some(schemas) = list("oneOf") {
            match count_fitting(schemas)? {
                0 => {
                    return Err(at.mismatch(
                        "the value is not valid under any of the schemas listed in the 'oneOf' keyword",
                    ));
                }
                1 => {}
                _ => {
                    return Err(at.mismatch(
                        "the value is valid under more than one of the schemas listed in the 'oneOf' keyword",
                    ));
                }
            }
        }
        match schema.get("not") {
            Some(schema) if fits(schema)? => Err(at.mismatch("the value is not allowed")),
            _ => Ok(()),
        }
    }
}

fn compile_patterns(schema: &Value, patterns: &mut BTreeMap<String, Regex>) -> Result<(), String> {
    let mut compile = |pattern: &str| {
        let regex = Regex::with_flags(pattern, "u").map_err(|error| format!("\"{pattern}\": {error}"))?;
        patterns.insert(pattern.to_owned(), regex);
        Ok::<_, String>(())
    };
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(pattern)) = members.get("pattern") {
                compile(pattern)?;
            }
            for pattern in
                members.get("patternProperties").and_then(Value::as_object).into_iter().flat_map(Map::keys)
            {
                compile(pattern)?;
            }
            members.values().try_for_each(|schema| compile_patterns(schema, patterns))
        }
        Value::Array(schemas) => schemas.iter().try_for_each(|schema| compile_patterns(schema, patterns)),
        _ => Ok(()),
    }
}

fn compare_type(schema: &Map<String, Value>, value: &Value, at: &Position<'_>) -> Comparison {
    let has_type = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        // Draft 4 decides by the text: `1.0` is a number, and `1e300` an integer.
        "integer" => value.as_number().is_some_and(|number| !number.to_string().contains('.')),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    let types = strings(schema.get("type"));
    if !types.is_empty() && !types.iter().any(|name| has_type(name)) {
        let plural = if types.len() == 1 { "" } else { "s" };
        return Err(
            at.mismatch(format_args!("the value is not of type{plural} \"{}\"", types.join("\", \"")))
        );
    }
    match schema.get("enum").and_then(Value::as_array) {
        Some(options) if !options.iter().any(|option| canonical(option) == canonical(value)) => {
            let options: Vec<String> = options.iter().map(Value::to_string).collect();
            Err(at.mismatch(format_args!("the value is not one of {}", options.join(", "))))
        }
        _ => Ok(()),
    }
}

fn compare_number(schema: &Map<String, Value>, number: f64, at: &Position<'_>) -> Comparison {
    let bound = |key| schema.get(key).and_then(Value::as_f64);
    let is_exclusive = |key| schema.get(key) == Some(&Value::Bool(true));
    if let Some(maximum) = bound("maximum") {
        if number > maximum {
            return Err(at.mismatch(format_args!("the value is greater than the maximum of {maximum}")));
        }
        if number >= maximum && is_exclusive("exclusiveMaximum") {
            return Err(
                at.mismatch(format_args!("the value is greater than or equal to the maximum of {maximum}"))
            );
        }
    }
    if let Some(minimum) = bound("minimum") {
        if number < minimum {
            return Err(at.mismatch(format_args!("the value is less than the minimum of {minimum}")));
        }
        if number <= minimum && is_exclusive("exclusiveMinimum") {
            return Err(
                at.mismatch(format_args!("the value is less than or equal to the minimum of {minimum}"))
            );
        }
    }
    match bound("multipleOf") {
        // A quotient such as 0.3 / 0.1 is not exact.
        Some(factor) if ((number / factor) - (number / factor).round()).abs() > 1e-9 => {
            Err(at.mismatch(format_args!("the value is not a multiple of {factor}")))
        }
        _ => Ok(()),
    }
}

fn compare_count(
    schema: &Map<String, Value>,
    found: usize,
    [maximum, minimum]: [&str; 2],
    noun: &str,
    at: &Position<'_>,
) -> Comparison {
    if let Some(limit) = limit(schema, maximum).filter(|limit| found > *limit) {
        return Err(at.mismatch(format_args!("the value has more than {}", count(limit, noun))));
    }
    if let Some(limit) = limit(schema, minimum).filter(|limit| found < *limit) {
        return Err(at.mismatch(format_args!("the value has less than {}", count(limit, noun))));
    }
    Ok(())
}

fn limit(schema: &Map<String, Value>, key: &str) -> Option<usize> {
    schema.get(key)?.as_u64().and_then(|limit| limit.try_into().ok())
}

fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// Returns the strings of a list, or a single string.
fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        value => value.and_then(Value::as_str).into_iter().collect(),
    }
}

/// Returns a text that is the same for equal values: 1 and 1.0, and objects with the same members in another order.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let sorted: BTreeMap<&String, String> =
                members.iter().map(|(name, value)| (name, canonical(value))).collect();
            format!("{sorted:?}")
        }
        value => value.to_string(),
    }
}

/// A place in the value, as a list to the root, and the depth of schemas.
struct Position<'a> {
    parent: Option<(&'a Position<'a>, Option<Segment<'a>>)>,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Index(usize),
    Name(&'a str),
}

impl<'a> Position<'a> {
    /// The same place, for another schema.
    fn same(&'a self) -> Position<'a> {
        Position { parent: Some((self, None)), depth: self.depth + 1 }
    }

    fn child(&'a self, segment: Segment<'a>) -> Position<'a> {
        Position { parent: Some((self, Some(segment))), depth: self.depth + 1 }
    }

    fn mismatch(&self, problem: impl fmt::Display) -> Failure {
        Failure::Mismatch { pointer: self.to_string(), problem: problem.to_string() }
    }
}

impl fmt::Display for Position<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((parent, segment)) = &self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match segment {
            Some(Segment::Index(index)) => write!(f, "/{index}"),
            Some(Segment::Name(name)) => write!(f, "/{}", name.replace('~', "~0").replace('/', "~1")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Every keyword, with values on both sides of it; judged by another implementation too.
    #[test]
    fn each_keyword_agrees_with_another_implementation() {
        let values = [
            json!(null),
            json!(true),
            json!(0),
            json!(1),
            json!(1.0),
            json!(1.5),
            json!(-3),
            json!(9),
            json!(10),
            json!(0.3),
            json!(1e300),
            json!(u64::MAX),
            json!(""),
            json!("a"),
            json!("ab"),
            json!("é𝄞"),
            json!("abc1"),
            json!([]),
            json!([1]),
            json!([1, 1.0]),
            json!([1, "1"]),
            json!(["a", "b", "c"]),
            json!([[1], [1]]),
            json!([{ "a": 1, "b": 2 }, { "b": 2, "a": 1 }]),
            json!({}),
            json!({ "a": 1 }),
            json!({ "a": "x", "b": 2 }),
            json!({ "x1": 1 }),
            json!({ "x1": "y", "a": 2 }),
            json!({ "a": { "a": { "a": 1 } } }),
            json!({ "a~/b": "c" }),
        ];
        let mut differences = Vec::new();
        let schemas = [
            json!({}),
            json!({ "type": "integer" }),
            json!({ "type": "number" }),
            json!({ "type": ["string", "null"] }),
            json!({ "type": "boolean" }),
            json!({ "type": "array" }),
            json!({ "type": "object" }),
            json!({ "enum": [1, "a", [1], { "a": 1 }] }),
            json!({ "maximum": 9 }),
            json!({ "minimum": 1 }),
            json!({ "maximum": 9, "exclusiveMaximum": true }),
            json!({ "minimum": 1, "exclusiveMinimum": true }),
            json!({ "multipleOf": 3 }),
            json!({ "multipleOf": 0.1 }),
            json!({ "multipleOf": 0.5 }),
            json!({ "maxLength": 2 }),
            json!({ "minLength": 2 }),
            json!({ "pattern": "^[a-c]+$" }),
            json!({ "pattern": "\\d" }),
            json!({ "maxItems": 1 }),
            json!({ "minItems": 1 }),
            json!({ "uniqueItems": true }),
            json!({ "uniqueItems": false }),
            json!({ "items": { "type": "integer" } }),
            json!({ "items": [{ "type": "integer" }] }),
            json!({ "items": [{ "type": "integer" }], "additionalItems": false }),
            json!({ "items": [{}], "additionalItems": { "type": "string" } }),
            json!({ "maxProperties": 1 }),
            json!({ "minProperties": 1 }),
            json!({ "required": ["a"] }),
            json!({ "properties": { "a": { "type": "integer" } } }),
            json!({ "properties": { "a": {} }, "additionalProperties": false }),
            json!({ "properties": { "a": {} }, "additionalProperties": { "type": "string" } }),
            json!({ "patternProperties": { "^x": { "type": "integer" } }, "additionalProperties": false }),
            json!({ "patternProperties": { "a": { "type": "integer" } }, "properties": { "a": { "minimum": 2 } } }),
            json!({ "allOf": [{ "minimum": 1 }, { "maximum": 9 }] }),
            json!({ "anyOf": [{ "type": "string" }, { "minimum": 9 }] }),
            json!({ "oneOf": [{ "minimum": 1 }, { "maximum": 9 }] }),
            json!({ "not": { "type": "string" } }),
            json!({ "not": {} }),
            json!({ "$ref": "#/definitions/Node", "definitions": { "Node": {
                "type": "object", "properties": { "a": { "$ref": "#/definitions/Node" } } } } }),
        ];
        for schema in schemas {
            let ours = Schema::new(schema.clone()).expect("a schema");
            let other =
                jsonschema::options().with_draft(jsonschema::Draft::Draft4).build(&schema).expect("a schema");
            for value in &values {
                if ours.compare(value).is_ok() != other.is_valid(value) {
                    differences.push(format!("{schema} {value}"));
                }
            }
        }
        assert!(differences.is_empty(), "{differences:#?}");
    }

    #[test]
    fn reference_to_itself_has_no_end() {
        let schema = json!({ "$ref": "#/definitions/A", "definitions": { "A": { "not": { "$ref": "#/definitions/A" } } } });
        let schema = Schema::new(schema).expect("a schema");
        assert!(matches!(schema.compare(&json!(1)), Err(Failure::TooDeep)));
    }

    #[test]
    fn mismatch_has_the_pointer_of_the_value() {
        let schema = json!({ "properties": { "a/b": { "items": { "type": ["integer", "null"] } } } });
        let schema = Schema::new(schema).expect("a schema");
        let Err(Failure::Mismatch { pointer, problem }) = schema.compare(&json!({ "a/b": [1, "SECRET"] }))
        else {
            panic!("a mismatch");
        };
        assert_eq!((&*pointer, &*problem), ("/a~1b/1", "the value is not of types \"integer\", \"null\""));
        assert!(Schema::new(json!({ "pattern": "(" })).is_err());
    }
}
