use serde_json::{Map, Value, json};
use websocket_api_model::{
    selection::SelectionExpression,
    spec::{Route, RouteKeyKind, Spec},
};

/// What a message must hold for its route to be selected.
#[derive(Debug)]
pub(super) struct Selector {
    /// The smallest message that does: `{ "action": "sendMessage" }`.
    pub(super) example: Value,
}

impl Selector {
    /// `None` for `$default`, and for a route that no message selects.
    pub(super) fn of(spec: &Spec, route: &Route) -> Option<Self> {
        if route.kind() != RouteKeyKind::Custom {
            return None;
        }
        let expression = SelectionExpression::parse(&spec.route_selection_expression).ok()?;
        expression.example(&route.key).map(|example| Selector { example })
    }

    pub(super) fn schema(&self) -> Value {
        schema(&self.example)
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
