//! JSON Schema as TypeScript's types.

use serde_json::{Map, Value};

use crate::asyncapi::json_schema::referenced_name;

/// The type of the values that a schema accepts, as far as TypeScript can say it.
pub(super) fn type_of(schema: &Value, indent: &str) -> String {
    let Some(schema) = schema.as_object() else {
        return if *schema == Value::Bool(false) { "never" } else { "unknown" }.to_owned();
    };
    let mut parts = Vec::new();
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        // Draft 7 ignores the siblings of a reference.
        return referenced_name(reference).map_or("unknown".to_owned(), name);
    }
    if let Some(value) = schema.get("const") {
        return value.to_string();
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return union(values.iter().map(ToString::to_string).collect());
    }
    parts.extend(own(schema, indent));
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    for all in list("allOf").into_iter().flatten() {
        parts.push(type_of(all, indent));
    }
    for any in [list("oneOf"), list("anyOf")].into_iter().flatten() {
        parts.push(union(any.iter().map(|one| type_of(one, indent)).collect()));
    }
    parts.retain(|part| part != "unknown");
    match &*parts {
        [] => "unknown".to_owned(),
        [one] => one.clone(),
        several => several.iter().map(|part| grouped(part, " | ")).collect::<Vec<_>>().join(" & "),
    }
}

/// Returns the type of `type`, `properties` and `items`.
fn own(schema: &Map<String, Value>, indent: &str) -> Option<String> {
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ if schema.contains_key("properties") => vec!["object"],
        _ => return None,
    };
    let of = |name: &str| match name {
        "object" => object(schema, indent),
        "array" => array(schema, indent),
        "integer" | "number" => "number".to_owned(),
        "string" | "boolean" | "null" => name.to_owned(),
        _ => "unknown".to_owned(),
    };
    Some(union(types.into_iter().map(of).collect()))
}

fn object(schema: &Map<String, Value>, indent: &str) -> String {
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let inner = format!("{indent}  ");
    let mut lines = Vec::new();
    let properties = schema.get("properties").and_then(Value::as_object);
    let additional = schema.get("additionalProperties").filter(|additional| additional.is_object());
    let pattern =
        schema.get("patternProperties").and_then(Value::as_object).and_then(|map| map.values().next());
    let others = additional.or(pattern);
    for (member, property) in properties.into_iter().flatten() {
        // The tag of a map: another part of the type has it, and here it would be one of the values.
        if others.is_some() && property.get("const").is_some() && !required.contains(&&**member) {
            continue;
        }
        let doc = property.get("description").and_then(Value::as_str);
        let optional = if required.contains(&&**member) { "" } else { "?" };
        lines.push(format!(
            "{}{inner}{}{optional}: {};\n",
            doc.map(|doc| comment(doc, &inner)).unwrap_or_default(),
            key(member),
            type_of(property, &inner)
        ));
    }
    if let Some(values) = others {
        let values = if lines.is_empty() { type_of(values, &inner) } else { "unknown".to_owned() };
        lines.push(format!("{inner}[name: string]: {values};\n"));
    }
    match &*lines {
        // Any members, or none that one knows of.
        [] => "{ [name: string]: unknown }".to_owned(),
        lines => format!("{{\n{}{indent}}}", lines.concat()),
    }
}

fn array(schema: &Map<String, Value>, indent: &str) -> String {
    match schema.get("items") {
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| type_of(item, indent)).collect();
            format!("[{}]", items.join(", "))
        }
        Some(item) => format!("{}[]", grouped(&type_of(item, indent), " ")),
        None => "unknown[]".to_owned(),
    }
}

fn union(types: Vec<String>) -> String {
    let mut different: Vec<String> = Vec::new();
    for ty in types {
        if ty == "unknown" {
            return ty;
        }
        if !different.contains(&ty) {
            different.push(ty);
        }
    }
    match &*different {
        [] => "never".to_owned(),
        different => different.join(" | "),
    }
}

/// In parentheses where it would be read otherwise.
fn grouped(ty: &str, operator: &str) -> String {
    let alone = ty.starts_with('{') && ty.ends_with('}') && !ty.contains("} & {") && !ty.contains("} | {");
    if ty.contains(operator) && !alone { format!("({ty})") } else { ty.to_owned() }
}

/// Names that the client has itself, or uses of those that are everywhere.
const TAKEN: &[&str] = &[
    "API",
    "Api",
    "Array",
    "Client",
    "Closed",
    "ConnectOptions",
    "ConnectionLost",
    "Date",
    "Error",
    "Form",
    "GatewayError",
    "Infinity",
    "JSON",
    "LONGEST",
    "MAX_FRAME",
    "MAX_MESSAGE",
    "Map",
    "Math",
    "MessageTooLarge",
    "NoReply",
    "NotSent",
    "OPEN",
    "Object",
    "Pick",
    "Promise",
    "ServerMessages",
    "Query",
    "Record",
    "Required",
    "STABLE",
    "Send",
    "Set",
    "Shape",
    "Socket",
    "SocketConstructor",
    "State",
    "String",
    "TypeError",
    "Waiting",
];

/// Returns the name of a schema in TypeScript.
pub(super) fn name(schema: &str) -> String {
    let mut name: String =
        schema.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    if TAKEN.contains(&&*name) || !name.starts_with(char::is_uppercase) {
        name.push('_');
    }
    name
}

/// A member's name in a type, in quotes unless it is a word.
pub(super) fn key(name: &str) -> String {
    let word = name != PROTOTYPE
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty();
    if word { name.to_owned() } else { Value::from(name).to_string() }
}

/// A method's name: `new` without quotes would be a constructor.
pub(super) fn method(name: &str) -> String {
    if name == "new" { Value::from(name).to_string() } else { key(name) }
}

/// In an object literal this name, quoted or not, sets the prototype and makes no member.
const PROTOTYPE: &str = "__proto__";

/// A member's name in an object: `__proto__` has to be computed.
pub(super) fn member(name: &str) -> String {
    if name == PROTOTYPE { format!("[{}]", Value::from(name)) } else { key(name) }
}

/// A value of JSON as an expression.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let name = if name == PROTOTYPE { member(name) } else { Value::from(&**name).to_string() };
                format!("{name}:{}", literal(value))
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
        scalar => scalar.to_string(),
    }
}

/// A comment of TypeScript's.
pub(super) fn comment(text: &str, indent: &str) -> String {
    let text = text.replace("*/", "*\\/");
    match text.trim().lines().collect::<Vec<_>>()[..] {
        [line] => format!("{indent}/** {line} */\n"),
        ref lines => {
            let lines: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}
