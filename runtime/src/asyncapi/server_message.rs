use serde_json::{Map, Value, json};

use super::schemas::asks_for_more;
use super::schemas::{alternative, resolve};
use crate::server_message::TAG;

/// A message that the API sends by itself.
#[derive(Debug)]
pub(super) struct ServerMessageSchema {
    pub(super) name: String,
    pub(super) schema: Value,
}

/// The messages that a push can be: one, or one for each variant of an enum.
pub(super) fn messages(
    name: Option<&str>,
    schema: Value,
    schemas: &Map<String, Value>,
) -> Vec<ServerMessageSchema> {
    if let Some(name) = name {
        let tag = json!({ "type": "object", "properties": { TAG: { "const": name } }, "required": [TAG] });
        // `()` has nothing to add.
        let alone = schema == true || is_null(resolve(&schema, schemas));
        let schema =
            if alone { tag } else { json!({ "allOf": [tag, beside_tag(&schema, name, schemas, DEPTH)] }) };
        return vec![ServerMessageSchema { name: name.to_owned(), schema }];
    }
    let whole = resolve(&schema, schemas);
    let variants = whole.get("oneOf").and_then(Value::as_array);
    let named: Option<Vec<ServerMessageSchema>> = variants.and_then(|variants| {
        variants
            .iter()
            .map(|variant| {
                Some(ServerMessageSchema {
                    name: variant_name(variant)?,
                    schema: alternative(whole, variant),
                })
            })
            .collect()
    });
    named.unwrap_or_else(|| vec![ServerMessageSchema { name: "push".to_owned(), schema }])
}

fn is_null(schema: &Value) -> bool {
    *schema == json!({ "type": "null" })
}

/// How deep alternatives of alternatives are looked at.
const DEPTH: usize = 8;

/// The schema of what stands beside the tag: it lets that be there, and nothing is no members.
fn beside_tag(schema: &Value, name: &str, schemas: &Map<String, Value>, depth: usize) -> Value {
    if is_null(resolve(schema, schemas)) {
        return json!({ "type": "object", "properties": { TAG: { "const": name } }, "additionalProperties": false });
    }
    let (Some(whole), Some(depth)) = (resolve(schema, schemas).as_object(), depth.checked_sub(1)) else {
        return schema.clone();
    };
    let mut changed = whole.clone();
    if whole.get("additionalProperties").is_some_and(|others| *others != true)
        && let Some(properties) = changed.entry("properties").or_insert_with(|| json!({})).as_object_mut()
    {
        properties.insert(TAG.to_owned(), json!({ "const": name }));
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in changed.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            *part = beside_tag(part, name, schemas, depth);
        }
    }
    // What needs no change keeps its name.
    if changed == *whole { schema.clone() } else { changed.into() }
}

/// What serde calls a variant: the value of its tag, or the one member that it is.
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

impl ServerMessageSchema {
    /// The members that tell it from others, and the schema without them; `None` if there is nothing else.
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
    let told = |name: &Value, tags: &[(String, Value)]| tags.iter().any(|(tag, _)| name == tag);
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !told(name, tags));
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
        let mut rest: Vec<Value> = all.iter().filter_map(|part| without_tags(part, tags)).collect();
        let is_alone = schema.get("properties").is_none();
        match (rest.len(), is_alone) {
            (0, true) => return None,
            (1, true) => return rest.pop(),
            _ => schema["allOf"] = rest.into(),
        }
    } else if tags.len() > before {
        let is_empty = schema["properties"].as_object().is_none_or(Map::is_empty);
        if is_empty && !asks_for_more(&schema) {
            return None;
        }
    }
    for key in ["oneOf", "anyOf"] {
        for one in schema.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(properties) = one.get_mut("properties").and_then(Value::as_object_mut) {
                properties.retain(|name, _| !told(&name.as_str().into(), tags));
            }
        }
    }
    Some(schema)
}
