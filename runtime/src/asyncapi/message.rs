use serde_json::{Map, Value, json};
use websocket_api_model::{
    declaration::{Declaration, Route, RouteKeyKind},
    selection::SelectionExpression,
};

use super::schemas::{alternative, forget_members, resolve};

/// What a message must hold for its route to be selected.
#[derive(Debug)]
pub(super) struct Selector {
    /// The smallest message that does: `{ "action": "sendMessage" }`.
    pub(super) example: Value,
}

impl Selector {
    /// `None` for `$default`, and for a route that no message selects.
    pub(super) fn of(declaration: &Declaration, route: &Route) -> Option<Self> {
        if route.kind() != RouteKeyKind::Custom {
            return None;
        }
        let expression = SelectionExpression::parse(&declaration.route_selection_expression).ok()?;
        expression.example(&route.key).map(|example| Selector { example })
    }

    pub(super) fn schema(&self) -> Value {
        schema(&self.example)
    }

    /// Of an enum whose tag selects the route, the variant that comes here.
    pub(super) fn narrow(&self, message: &Value, schemas: &Map<String, Value>) -> Value {
        let whole = resolve(message, schemas);
        let variants = whole.get("oneOf").and_then(Value::as_array);
        let mut fitting = variants.into_iter().flatten().filter(|variant| self.tags(variant).is_some());
        match (fitting.next(), fitting.next()) {
            (Some(variant), None) => alternative(whole, variant),
            _ => message.clone(),
        }
    }

    /// The message without the members that select the route, where it has them itself.
    pub(super) fn without(&self, message: &Value, schemas: &Map<String, Value>) -> Value {
        self.stripped(message, schemas).unwrap_or_else(|| message.clone())
    }

    /// `None` if there is nothing to take away.
    fn stripped(&self, schema: &Value, schemas: &Map<String, Value>) -> Option<Value> {
        let members = self.example.as_object()?;
        let selects =
            |name: &str| members.get(name).is_some_and(|value| !value.is_object() && !value.is_array());
        let whole = resolve(schema, schemas);
        let mut rest = whole.clone();
        forget_members(&mut rest, selects);
        for part in rest.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(stripped) = self.stripped(part, schemas) {
                *part = stripped;
            }
        }
        (rest != *whole).then_some(rest)
    }

    /// The members of a schema that are constants, as this selects them; `None` if there are none, or others.
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
