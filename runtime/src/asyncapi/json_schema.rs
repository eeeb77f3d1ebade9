//! Functions over JSON Schema, of which an AsyncAPI document holds the named ones.

use serde_json::{Map, Value, json};

/// The place of named schemas in an AsyncAPI document, as a JSON pointer.
pub(super) const SCHEMAS_POINTER: &str = "/components/schemas";

/// Returns the schema that a reference leads to, or the schema itself.
pub(super) fn resolve<'a>(mut schema: &'a Value, schemas: &'a Map<String, Value>) -> &'a Value {
    // A chain of references is no longer than there are schemas.
    for _ in 0..=schemas.len() {
        let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(referenced_name) else { break };
        let Some(found) = schemas.get(name) else { break };
        schema = found;
    }
    schema
}

/// The keywords that do not restrict a value.
pub(super) const ANNOTATIONS: [&str; 5] = ["title", "description", "examples", "default", "deprecated"];

/// Returns one of a schema's alternatives, with the keywords that hold for all of them.
pub(super) fn alternative(schema: &Value, one: &Value) -> Value {
    let mut common = schema.as_object().cloned().unwrap_or_default();
    common.retain(|key, _| key != "oneOf" && !ANNOTATIONS.contains(&&**key));
    if common.iter().all(|(key, value)| key == "type" && value == "object") {
        return one.clone();
    }
    let mut both = json!({ "allOf": [common, one] });
    if let Some(description) = one.get("description") {
        both["description"] = description.clone();
    }
    both
}

/// Removes members from an object, required or not.
pub(super) fn remove_members(schema: &mut Value, is_one: impl Fn(&str) -> bool) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|name, _| !is_one(name));
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !name.as_str().is_some_and(&is_one));
    }
}

/// Returns `true` if a schema allows members that its `properties` do not name.
pub(super) fn allows_other_members(schema: &Value) -> bool {
    ["allOf", "oneOf", "anyOf", "patternProperties"].iter().any(|key| schema.get(key).is_some())
        || schema.get("additionalProperties").is_some_and(|others| *others != false)
}

/// Returns `true` if an object must have members to match a schema.
pub(super) fn requires_members(schema: &Value, schemas: &Map<String, Value>) -> bool {
    let schema = resolve(schema, schemas);
    let list = |key: &str| schema.get(key).and_then(Value::as_array).filter(|list| !list.is_empty());
    let requires = |inner: &Value| requires_members(inner, schemas);
    list("required").is_some()
        || list("allOf").is_some_and(|all| all.iter().any(requires))
        || [list("oneOf"), list("anyOf")].into_iter().flatten().any(|any| any.iter().all(requires))
}

/// Returns a schema with all that it refers to, under `definitions`.
#[cfg(feature = "gateway")]
pub(super) fn bundle(schema: &Value, schemas: &Map<String, Value>) -> Value {
    const DEFINITIONS_POINTER: &str = "/definitions";
    let mut names: Vec<&str> = references(schema).collect();
    let mut definitions = Map::new();
    while let Some(name) = names.pop() {
        if let Some(definition) = schemas.get(name).filter(|_| !definitions.contains_key(name)) {
            definitions.insert(name.to_owned(), move_references(definition, DEFINITIONS_POINTER));
            names.extend(references(definition));
        }
    }
    match move_references(schema, DEFINITIONS_POINTER) {
        Value::Object(mut members) if !definitions.is_empty() => {
            members.insert("definitions".to_owned(), definitions.into());
            members.into()
        }
        schema => schema,
    }
}

/// Returns a schema whose references lead to schemas under this pointer.
pub(super) fn move_references(schema: &Value, pointer: &str) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let name = value.as_str().filter(|_| key == "$ref").and_then(referenced_name);
                let value = name.map_or_else(
                    || move_references(value, pointer),
                    |name| format!("#{pointer}/{name}").into(),
                );
                (key.clone(), value)
            };
            members.iter().map(member).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(|item| move_references(item, pointer)).collect(),
        other => other.clone(),
    }
}

/// Returns the name of the schema that a reference leads to.
pub(super) fn referenced_name(reference: &str) -> Option<&str> {
    reference.strip_prefix('#')?.strip_prefix(SCHEMAS_POINTER)?.strip_prefix('/')
}

/// Returns the names of the schemas that a schema refers to.
pub(super) fn references(schema: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match schema {
        Value::Object(members) => Box::new(members.iter().flat_map(|(key, value)| {
            let name = value.as_str().filter(|_| key == "$ref").and_then(referenced_name);
            name.into_iter().chain(references(value))
        })),
        Value::Array(items) => Box::new(items.iter().flat_map(references)),
        _ => Box::new(std::iter::empty()),
    }
}
