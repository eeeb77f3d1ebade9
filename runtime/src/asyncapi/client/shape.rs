//! The shape of values, which distinguishes messages: the type `Shape` of `typescript/runtime.ts`.

use serde_json::{Map, Value, json};

use crate::asyncapi::json_schema::resolve;

/// The maximum depth of compared members.
const DEPTH: usize = 3;

type Form = Map<String, Value>;

/// Returns the list of forms that a value may have.
pub(super) fn shape(schema: &Value, schemas: &Map<String, Value>) -> Value {
    forms(schema, schemas, DEPTH).into_iter().map(Value::Object).collect()
}

/// Returns `true` for one constant, or if each form has a tag that distinguishes it from all others.
pub(super) fn is_unambiguous(shape: &Value) -> bool {
    if is_tag(shape) {
        return true;
    }
    let has_tag = |form: &Value| {
        let members = form.get("members").and_then(Value::as_object);
        members.is_some_and(|members| members.values().any(is_tag))
    };
    shape.as_array().is_some_and(|forms| !forms.is_empty() && forms.iter().all(has_tag))
}

/// Returns `true` for one constant. One of several constants may also occur in other messages.
pub(super) fn is_tag(member: &Value) -> bool {
    member.as_array().is_some_and(|forms| matches!(&forms[..], [form] if form.get("equals").is_some()))
}

fn forms(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Vec<Form> {
    let schema = resolve(schema, schemas);
    let Some(members) = schema.as_object().filter(|_| depth > 0) else { return vec![Form::new()] };
    let mut forms = forms_of_type(members, schemas, depth);
    let each = |list: &Value| list.as_array().cloned().unwrap_or_default();
    for all in members.get("allOf").map(each).unwrap_or_default() {
        forms = both(&forms, &self::forms(&all, schemas, depth));
    }
    for any in ["oneOf", "anyOf"].into_iter().filter_map(|key| members.get(key)) {
        let any: Vec<Form> = each(any).iter().flat_map(|one| self::forms(one, schemas, depth)).collect();
        forms = both(&forms, &any);
    }
    forms
}

fn forms_of_type(schema: &Map<String, Value>, schemas: &Map<String, Value>, depth: usize) -> Vec<Form> {
    let equals = |value: &Value| match value {
        Value::Object(_) | Value::Array(_) => Form::new(),
        value => Form::from_iter([("equals".to_owned(), value.clone())]),
    };
    if let Some(value) = schema.get("const") {
        return vec![equals(value)];
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.iter().map(equals).collect();
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ if schema.contains_key("properties") => vec!["object"],
        _ => return vec![Form::new()],
    };
    let form = |name: &str| {
        let name = if name == "integer" { "number" } else { name };
        let mut form = Form::from_iter([("is".to_owned(), name.into())]);
        let required = schema.get("required").and_then(Value::as_array);
        if let Some(required) = required.filter(|_| name == "object") {
            let member = |name: &Value| {
                let name = name.as_str()?;
                let property = schema.get("properties").and_then(|properties| properties.get(name));
                let forms =
                    property.map_or(vec![Form::new()], |property| forms(property, schemas, depth - 1));
                Some((name.to_owned(), forms.into_iter().map(Value::Object).collect()))
            };
            let members: Map<String, Value> = required.iter().filter_map(member).collect();
            form.insert("members".to_owned(), json!(members));
        }
        form
    };
    types.into_iter().map(form).collect()
}

/// Forms that are one of each, but for those that nothing can be.
fn both(a: &[Form], b: &[Form]) -> Vec<Form> {
    let joined = |a: &Form, b: &Form| {
        let mut form = a.clone();
        for (key, value) in b {
            match (form.get_mut(key), value) {
                (Some(Value::Object(known)), Value::Object(more)) => {
                    known.extend(more.iter().map(|(name, value)| (name.clone(), value.clone())));
                }
                (Some(known), value) if known != value => return None,
                _ => {
                    form.insert(key.clone(), value.clone());
                }
            }
        }
        Some(form)
    };
    a.iter().flat_map(|a| b.iter().filter_map(move |b| joined(a, b))).collect()
}
