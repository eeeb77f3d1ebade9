use serde_json::{Map, Value, json};
use websocket_api_model::{
    declaration::{Declaration, Route, RouteKeyKind},
    selection::SelectionExpression,
};

use super::json_schema::{alternative, remove_members, resolve};

/// The members of a message that select its route.
#[derive(Debug)]
pub(super) struct Selector {
    /// The smallest message that selects the route: `{ "action": "sendMessage" }`.
    pub(super) example: Value,
}

impl Selector {
    /// Returns the selector of a route; `None` for `$default`, and for a route that no message selects.
    pub(super) fn from_route(declaration: &Declaration, route: &Route) -> Option<Self> {
        if route.kind() != RouteKeyKind::Custom {
            return None;
        }
        let expression = SelectionExpression::parse(&declaration.route_selection_expression).ok()?;
        expression.example(&route.key).map(|example| Selector { example })
    }

    pub(super) fn schema(&self) -> Value {
        schema(&self.example)
    }

    /// Returns the variant of an enum whose tag selects the route, or the message as it is.
    pub(super) fn narrow(&self, message: &Value, schemas: &Map<String, Value>) -> Value {
        let resolved = resolve(message, schemas);
        let variants = resolved.get("oneOf").and_then(Value::as_array);
        let mut matching = variants.into_iter().flatten().filter(|variant| self.tags(variant).is_some());
        match (matching.next(), matching.next()) {
            (Some(variant), None) => alternative(resolved, variant),
            _ => message.clone(),
        }
    }

    /// Returns the schema of a message without the members that select the route.
    pub(super) fn without(&self, message: &Value, schemas: &Map<String, Value>) -> Value {
        self.strip(message, schemas).unwrap_or_else(|| message.clone())
    }

    /// Returns the schema without the selecting members; `None` if it has none of them.
    fn strip(&self, schema: &Value, schemas: &Map<String, Value>) -> Option<Value> {
        let members = self.example.as_object()?;
        let selects =
            |name: &str| members.get(name).is_some_and(|value| !value.is_object() && !value.is_array());
        let resolved = resolve(schema, schemas);
        let mut rest = resolved.clone();
        remove_members(&mut rest, selects);
        for part in rest.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(rest) = self.strip(part, schemas) {
                *part = rest;
            }
        }
        (rest != *resolved).then_some(rest)
    }

    /// Returns the members of a schema that are constants with the selector's values; `None` if one has no such constant.
    fn tags(&self, message: &Value) -> Option<Vec<String>> {
        let properties = message.get("properties")?;
        let mut tags = Vec::new();
        for (name, value) in self.example.as_object()? {
            match properties.get(name).and_then(|property| property.get("const")) {
                Some(constant) if constant == value => tags.push(name.clone()),
                _ => return None,
            }
        }
        Some(tags)
    }
}

fn schema(example: &Value) -> Value {
    match example {
        Value::Object(members) => {
            let properties: Map<String, Value> =
                members.iter().map(|(name, value)| (name.clone(), schema(value))).collect();
            let required: Vec<&String> = members.keys().collect();
            json!({ "type": "object", "properties": properties, "required": required })
        }
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().map(schema).collect();
            json!({ "type": "array", "items": items, "minItems": items.len() })
        }
        Value::Null => json!({}),
        text => json!({ "const": text }),
    }
}
