//! The models with which API Gateway validates messages: JSON Schema of draft 4, converted from draft 7, which schemars writes.

use std::{borrow::Cow, collections::BTreeSet};

use serde_json::{Map, Value, json};
use websocket_api_model::{
    declaration::{Declaration, Json, Member, Validation},
    limits,
    message::Message,
};

use super::{
    Contract, Error,
    client_contract::ClientMessage,
    json_schema::{referenced_name, resolve},
};
use crate::handler::Handlers;

/// A converted schema, or the reason why draft 4 has no such schema.
type ConversionResult<T = Value> = Result<T, String>;

/// Returns the declaration with the models of the routes that validate messages.
pub(crate) fn with_models<'a, S>(
    declaration: &'a Declaration,
    handlers: &Handlers<S>,
) -> Result<Cow<'a, Declaration>, Error> {
    if declaration.routes.iter().all(|route| route.validation == Validation::None) {
        return Ok(Cow::Borrowed(declaration));
    }
    let contract = Contract::new(declaration, handlers);
    let mut declaration = declaration.clone();
    for route in declaration.routes.to_mut().iter_mut().filter(|route| route.validation != Validation::None) {
        let message = contract.client_messages.iter().find(|message| message.route_key == *route.key);
        let model = match message.and_then(ClientMessage::json_schema) {
            Some(schema) => model(schema, &contract.schemas),
            None => Err("its handler reads no JSON; take the message as `Json<T>`".to_owned()),
        };
        let model = model.map_err(|reason| Error::Model { route: route.key.to_string(), reason })?;
        route.validation = Validation::Model(to_json(model));
    }
    Ok(Cow::Owned(declaration))
}

/// Converts a schema to draft 4, in the shortest form that fits a model.
///
/// # Errors
/// The reason why draft 4 has no such schema, or a model does not hold it.
fn model(schema: &Value, schemas: &Map<String, Value>) -> ConversionResult {
    let size = |model: &Value| model.to_string().len();
    match draft_4(schema, schemas, false) {
        Ok(model) if size(&model) <= limits::MODEL_SCHEMA => return Ok(model),
        Err(reason) if reason != TOO_LARGE => return Err(reason),
        _ => {}
    }
    let model = draft_4(schema, schemas, true)?;
    if size(&model) <= limits::MODEL_SCHEMA {
        return Ok(model);
    }
    let fault =
        format!("schema of {} bytes exceeds a model's limit of {}", size(&model), limits::MODEL_SCHEMA);
    let message = Message::new(fault).help("remove `validate`, because the handler reads the same type");
    Err(message.one_line())
}

/// The reason why a conversion stops early.
const TOO_LARGE: &str = "it is larger than a model may be";

/// Converts a schema to a draft 4 schema that accepts the same values and needs no other. Named schemas are written where they
/// are used, or once.
///
/// # Errors
/// The reason why draft 4 has no such schema.
fn draft_4(schema: &Value, schemas: &Map<String, Value>, once: bool) -> ConversionResult {
    let mut conversion =
        Conversion { schemas, once, open: Vec::new(), referred: BTreeSet::new(), left: limits::MODEL_SCHEMA };
    // What holds itself has to be referred to, and which these are is known at the end only.
    let mut converted = conversion.convert(if once { resolve(schema, schemas) } else { schema })?;
    let mut definitions = Map::new();
    while let Some(name) = conversion.referred.iter().find(|name| !definitions.contains_key(*name)).cloned() {
        conversion.open.push(name.clone());
        let definition = conversion.convert(&conversion.schemas[&name])?;
        conversion.open.pop();
        definitions.insert(name, definition);
    }
    if !definitions.is_empty() {
        converted["definitions"] = Value::Object(definitions);
    }
    converted["$schema"] = "http://json-schema.org/draft-04/schema#".into();
    Ok(converted)
}

struct Conversion<'a> {
    schemas: &'a Map<String, Value>,
    /// The named schemas that are being written where they are referred to.
    open: Vec<String>,
    /// Returns shared schemas once each, and references elsewhere, if `true`.
    once: bool,
    referred: BTreeSet<String>,
    /// Schemas that there is room for, were each but a character.
    left: usize,
}

impl Conversion<'_> {
    fn convert(&mut self, schema: &Value) -> ConversionResult {
        self.left = self.left.checked_sub(1).ok_or(TOO_LARGE)?;
        let members = match schema {
            Value::Bool(true) => return Ok(json!({})),
            Value::Bool(false) => return Ok(json!({ "not": {} })),
            Value::Object(members) => members,
            other => return Err(format!("`{other}` is no schema")),
        };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            return self.follow(reference);
        }
        let mut converted = Map::new();
        // Conditions for which draft 4 has no keyword.
        let mut all = Vec::new();
        for (key, value) in members {
            match &**key {
                // A template cannot have `null`.
                "enum" if value.as_array().is_some_and(|values| values.contains(&Value::Null)) => {
                    let values = value.as_array().into_iter().flatten().filter(|value| !value.is_null());
                    let values: Vec<&Value> = values.collect();
                    let nothing = json!({ "type": "null" });
                    all.push(match &*values {
                        [] => nothing,
                        values => json!({ "anyOf": [{ "enum": values }, nothing] }),
                    });
                }
                "const" if value.is_null() => all.push(json!({ "type": "null" })),
                "type" | "enum" | "maximum" | "minimum" | "multipleOf" | "maxLength" | "minLength"
                | "pattern" | "maxItems" | "minItems" | "uniqueItems" | "maxProperties" | "minProperties" => {
                    converted.insert(key.clone(), value.clone());
                }
                "required" => {
                    if value.as_array().is_some_and(|names| !names.is_empty()) {
                        converted.insert(key.clone(), value.clone());
                    }
                }
                "const" => {
                    converted.insert("enum".to_owned(), json!([value]));
                }
                "exclusiveMaximum" => all.push(json!({ "maximum": value, key: true })),
                "exclusiveMinimum" => all.push(json!({ "minimum": value, key: true })),
                "additionalProperties" | "additionalItems" if value.is_boolean() => {
                    converted.insert(key.clone(), value.clone());
                }
                "additionalProperties" | "additionalItems" | "not" => {
                    converted.insert(key.clone(), self.convert(value)?);
                }
                "items" if value.is_object() || value.is_boolean() => {
                    converted.insert(key.clone(), self.convert(value)?);
                }
                "items" | "anyOf" | "oneOf" => {
                    converted.insert(key.clone(), self.convert_all(value)?);
                }
                "allOf" => match self.convert_all(value)? {
                    Value::Array(more) => all.extend(more),
                    other => return Err(format!("`allOf` is `{other}`")),
                },
                "properties" | "patternProperties" => {
                    converted.insert(key.clone(), self.convert_members(value)?);
                }
                "contains" => {
                    // The condition applies to arrays only.
                    let none = json!({ "type": "array", "items": { "not": self.convert(value)? } });
                    all.push(json!({ "not": none }));
                }
                "if" => {
                    let condition = self.convert(value)?;
                    let otherwise = json!({ "not": condition });
                    let mut branch = |key: &str, condition: Value| match members.get(key) {
                        Some(then) => Ok::<_, String>(json!({ "allOf": [condition, self.convert(then)?] })),
                        None => Ok(condition),
                    };
                    all.push(json!({ "anyOf": [branch("then", condition)?, branch("else", otherwise)?] }));
                }
                // What says nothing of which values are right; `format` does not, unless one asks for it.
                "then" | "else" | "title" | "description" | "default" | "examples" | "format"
                | "readOnly" | "writeOnly" | "deprecated" | "$comment" | "$id" | "$schema"
                | "contentEncoding" | "contentMediaType" => {}
                // schemars' own words, and everybody's.
                extension if extension.starts_with("x-") => {}
                other => return Err(format!("JSON Schema of draft 4, which it takes, has no `{other}`")),
            }
        }
        if !all.is_empty() {
            converted.insert("allOf".to_owned(), Value::Array(all));
        }
        Ok(Value::Object(converted))
    }

    fn follow(&mut self, reference: &str) -> ConversionResult {
        let unknown = || format!("`{reference}` leads nowhere");
        let name = referenced_name(reference).ok_or_else(unknown)?;
        if !self.schemas.contains_key(name) {
            return Err(unknown());
        }
        if self.once || self.referred.contains(name) || self.open.iter().any(|open| open == name) {
            if name == "Ref" {
                return Err(
                    "CloudFormation takes a type called `Ref` for a reference of its own; call it otherwise"
                        .to_owned(),
                );
            }
            self.referred.insert(name.to_owned());
            return Ok(json!({ "$ref": format!("#/definitions/{name}") }));
        }
        self.open.push(name.to_owned());
        let converted = self.convert(&self.schemas[name]);
        self.open.pop();
        converted
    }

    fn convert_all(&mut self, schemas: &Value) -> ConversionResult {
        let list = schemas.as_array().ok_or_else(|| format!("`{schemas}` is no list of schemas"))?;
        list.iter().map(|schema| self.convert(schema)).collect()
    }

    fn convert_members(&mut self, schemas: &Value) -> ConversionResult {
        let members = schemas.as_object().ok_or_else(|| format!("`{schemas}` is no object of schemas"))?;
        if let Some(name) = members.keys().find(|name| *name == "Ref" || name.starts_with("Fn::")) {
            return Err(format!(
                "CloudFormation takes the member `{name}` for a reference of its own; call it otherwise"
            ));
        }
        let converted = members.iter().map(|(name, schema)| Ok((name.clone(), self.convert(schema)?)));
        converted.collect::<ConversionResult<Map<_, _>>>().map(Value::Object)
    }
}

/// Converts a schema to the template's JSON, in which no text is a reference of CloudFormation.
fn to_json(value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(value),
        Value::Number(number) => Json::Number(number.to_string().into()),
        Value::String(text) => Json::Verbatim(text.into()),
        Value::Array(items) => Json::List(items.into_iter().map(to_json).collect()),
        Value::Object(members) => {
            let member = |(key, value): (String, Value)| Member { key: key.into(), value: to_json(value) };
            Json::Object(members.into_iter().map(member).collect())
        }
    }
}
