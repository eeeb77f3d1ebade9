use serde_json::{Map, Value, json};

use super::json_schema::allows_other_members;
use super::json_schema::{alternative, resolve};
use crate::server_message::TAG;

/// A message that the API sends without a request.
#[derive(Debug)]
pub(super) struct ServerMessageVariant {
    pub(super) name: String,
    pub(super) schema: Value,
}

/// Returns the messages of a type: one, or one for each variant of an enum.
pub(super) fn variants(
    name: Option<&str>,
    schema: Value,
    schemas: &Map<String, Value>,
) -> Vec<ServerMessageVariant> {
    if let Some(name) = name {
        let tag = json!({ "type": "object", "properties": { TAG: { "const": name } }, "required": [TAG] });
        // `()` adds no members.
        let is_tag_only = schema == true || is_null(resolve(&schema, schemas));
        let schema = if is_tag_only {
            tag
        } else {
            json!({ "allOf": [tag, with_tag(&schema, name, schemas, MAX_DEPTH)] })
        };
        return vec![ServerMessageVariant { name: name.to_owned(), schema }];
    }
    let resolved = resolve(&schema, schemas);
    let variants = resolved.get("oneOf").and_then(Value::as_array);
    let named: Option<Vec<ServerMessageVariant>> = variants.and_then(|variants| {
        variants
            .iter()
            .map(|variant| {
                Some(ServerMessageVariant {
                    name: variant_name(variant)?,
                    schema: alternative(resolved, variant),
                })
            })
            .collect()
    });
    named.unwrap_or_else(|| vec![ServerMessageVariant { name: "push".to_owned(), schema }])
}

fn is_null(schema: &Value) -> bool {
    *schema == json!({ "type": "null" })
}

/// The maximum depth of alternatives within alternatives.
const MAX_DEPTH: usize = 8;

/// Returns a schema that allows the tag in addition to its members. `null` becomes an object without members.
fn with_tag(schema: &Value, name: &str, schemas: &Map<String, Value>, depth: usize) -> Value {
    if is_null(resolve(schema, schemas)) {
        return json!({ "type": "object", "properties": { TAG: { "const": name } }, "additionalProperties": false });
    }
    let (Some(members), Some(depth)) = (resolve(schema, schemas).as_object(), depth.checked_sub(1)) else {
        return schema.clone();
    };
    let mut changed = members.clone();
    if members.get("additionalProperties").is_some_and(|others| *others != true)
        && let Some(properties) = changed.entry("properties").or_insert_with(|| json!({})).as_object_mut()
    {
        properties.insert(TAG.to_owned(), json!({ "const": name }));
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in changed.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            *part = with_tag(part, name, schemas, depth);
        }
    }
    // An unchanged schema keeps its name.
    if changed == *members { schema.clone() } else { changed.into() }
}

/// Returns the name that serde gives a variant: the value of its tag, or its only member.
fn variant_name(variant: &Value) -> Option<String> {
    if let Some(name) = variant.get("const").and_then(Value::as_str) {
        return Some(name.to_owned());
    }
    let properties = variant.get("properties")?.as_object()?;
    let tag = properties.values().find_map(|property| property.get("const").and_then(Value::as_str));
    tag.map(str::to_owned).or_else(|| match properties.keys().collect::<Vec<_>>()[..] {
        [only] => Some(only.clone()),
        _ => None,
    })
}

impl ServerMessageVariant {
    /// Returns the members that distinguish the message from others, and the schema without them if it has other members.
    pub(super) fn tags(&self) -> (Vec<(String, Value)>, Option<Value>) {
        let mut tags = Vec::new();
        let rest = without_tags(&self.schema, &mut tags);
        (tags, rest)
    }
}

fn without_tags(schema: &Value, tags: &mut Vec<(String, Value)>) -> Option<Value> {
    let mut schema = schema.clone();
    let before = tags.len();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|name, property| match property.get("const") {
            Some(value) => {
                let tag = (name.clone(), value.clone());
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
                false
            }
            None => true,
        });
    }
    let is_tag = |name: &Value, tags: &[(String, Value)]| tags.iter().any(|(tag, _)| name == tag);
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !is_tag(name, tags));
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
        let mut rest: Vec<Value> = all.iter().filter_map(|part| without_tags(part, tags)).collect();
        let has_only_parts = schema.get("properties").is_none();
        match (rest.len(), has_only_parts) {
            (0, true) => return None,
            (1, true) => return rest.pop(),
            _ => schema["allOf"] = rest.into(),
        }
    } else if tags.len() > before {
        let is_empty = schema["properties"].as_object().is_none_or(Map::is_empty);
        if is_empty && !allows_other_members(&schema) {
            return None;
        }
    }
    for key in ["oneOf", "anyOf"] {
        for one in schema.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(properties) = one.get_mut("properties").and_then(Value::as_object_mut) {
                properties.retain(|name, _| !is_tag(&name.as_str().into(), tags));
            }
        }
    }
    Some(schema)
}
