use serde_json::{Map, Value, json};

use super::schemas::resolve;
use crate::push::TAG;

/// A message that the API sends by itself.
#[derive(Debug)]
pub(super) struct PushMessage {
    pub(super) name: String,
    pub(super) schema: Value,
}

/// The messages that a push can be: one, or one for each variant of an enum.
pub(super) fn messages(name: Option<&str>, schema: Value, schemas: &Map<String, Value>) -> Vec<PushMessage> {
    if let Some(name) = name {
        let tag = json!({ "type": "object", "properties": { TAG: { "const": name } }, "required": [TAG] });
        // `()` has nothing to add.
        let alone = schema == true || schema == json!({ "type": "null" });
        let schema = if alone { tag } else { json!({ "allOf": [tag, schema] }) };
        return vec![PushMessage { name: name.to_owned(), schema }];
    }
    let variants = resolve(&schema, schemas).get("oneOf").and_then(Value::as_array);
    let named: Option<Vec<PushMessage>> = variants.and_then(|variants| {
        variants
            .iter()
            .map(|variant| Some(PushMessage { name: variant_name(variant)?, schema: variant.clone() }))
            .collect()
    });
    named.unwrap_or_else(|| vec![PushMessage { name: "push".to_owned(), schema }])
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
