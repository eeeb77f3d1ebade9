use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use websocket_api_model::declaration::{OUTPUT_ATTRIBUTES, PARAMETER_ATTRIBUTES, RESOURCE_ATTRIBUTES};

use super::{FromValue, JsonMember, JsonValue, wrong_kind};
use crate::{
    Diagnostics,
    entry::{Entry, entries, parse_entries},
    raw_value::Value,
    shape::Shape,
    suggest,
    table::{ReadState, Recorder, SpanRange},
};

/// One thing that a declaration adds to the template in CloudFormation's own words.
#[derive(Clone, Debug)]
pub struct SectionItem {
    pub name: String,
    pub name_tokens: TokenStream,
    /// Empty where it could not be read, so that at least the name is known.
    pub body: JsonValue,
    /// `true` if all of it could be read.
    pub complete: bool,
}

macro_rules! section_value {
    ($(#[$doc:meta])* $name:ident, $what:literal, $attributes:expr, $required:literal, $shape:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Vec<SectionItem>);

        impl FromValue for $name {
            const SHAPE: Shape = $shape;

            fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
                read_items(value, name, $what, $attributes, $required, diagnostics).map($name)
            }

            fn record(&self, entry: &mut Recorder<'_>) {
                for item in &self.0 {
                    let mut entry = entry.entry(item.name.clone());
                    let key = SpanRange::from_tokens(&item.name_tokens);
                    entry.written(key, None, ReadState::from_complete(item.complete));
                    item.body.record(&mut entry);
                }
            }
        }
    };
}

section_value! {
    /// `resources`
    ResourcesValue, "a resource", RESOURCE_ATTRIBUTES, "Type", Shape::Resources
}
section_value! {
    /// `parameters`
    ParametersValue, "a parameter", PARAMETER_ATTRIBUTES, "Type", Shape::Value
}
section_value! {
    /// `outputs`
    OutputsValue, "an output", OUTPUT_ATTRIBUTES, "Value", Shape::Value
}

fn read_items(
    value: Value,
    name: &str,
    what: &str,
    attributes: &[&str],
    required: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<SectionItem>> {
    let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) = value else {
        return wrong_kind("a block of names and their definitions", &value, name, diagnostics);
    };
    let mut items: Vec<SectionItem> = Vec::new();
    for Entry { key, value } in parse_entries(tokens, diagnostics) {
        if items.iter().any(|item| item.name == key.text) {
            diagnostics.error(&key, format_args!("duplicate key `{}` in `{name}`", key.text));
            continue;
        }
        if key.text.is_empty() || !key.text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            diagnostics
                .error(&key, format_args!("`{}` is not a logical id: use letters and digits", key.text));
        }
        if is_section(&key.text, &value) {
            let section = key.text.to_lowercase();
            diagnostics.error(
                &key,
                format_args!(
                    "`{}` is a section of a template; write its names in `{section}: {{ … }}` of the API",
                    key.text
                ),
            );
            continue;
        }
        let errors = diagnostics.errors();
        let body = match value {
            Value::Invalid => None,
            value @ Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                JsonValue::read(value, &key.text, diagnostics)
            }
            value => wrong_kind("a block, as CloudFormation spells it", &value, &key.text, diagnostics),
        };
        let body = match body {
            Some(body) => {
                let complete = diagnostics.errors() == errors;
                let required = complete.then_some(required);
                check_body(body, &key, what, attributes, required, diagnostics)
            }
            None => JsonValue::Object(Vec::new()),
        };
        let complete = diagnostics.errors() == errors;
        items.push(SectionItem { name_tokens: key.to_token_stream(), name: key.text, body, complete });
    }
    Some(items)
}

/// `resources: { Resources: { … } }`, as the Serverless Framework has it: no name has a type.
fn is_section(name: &str, value: &Value) -> bool {
    let Value::Group(_, _, tokens) = value else { return false };
    matches!(name, "Resources" | "Outputs" | "Parameters")
        && !entries(tokens.clone()).iter().any(|entry| matches!(&*entry.key.text, "Type" | "Value"))
}

fn check_body(
    body: JsonValue,
    key: &impl ToTokens,
    what: &str,
    attributes: &[&str],
    required: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> JsonValue {
    let JsonValue::Object(members) = body else { return body };
    let missing = required.filter(|required| !members.iter().any(|member| member.key == *required));
    let mut unknown = false;
    let members = members
        .into_iter()
        .map(|member| {
            if !attributes.contains(&&*member.key) {
                unknown = true;
                let near = suggest::suggest_or_list(&member.key, attributes.iter().copied());
                let text = format!("unknown attribute `{}` of {what}{near}", member.key);
                diagnostics.error(&member.key_tokens, text);
            }
            if let Some(expected) = misshapen(&member) {
                diagnostics.error(&member.key_tokens, format_args!("`{}` must be {expected}", member.key));
            }
            let value = if member.key == "DependsOn" { member.value.into_names() } else { member.value };
            JsonMember { value, ..member }
        })
        .collect();
    if let (Some(missing), false) = (missing, unknown) {
        diagnostics.error(key, format_args!("{what} needs a `{missing}`"));
    }
    JsonValue::Object(members)
}

/// What an attribute must be, if it is not that.
fn misshapen(member: &JsonMember) -> Option<&'static str> {
    let is_text = |value: &JsonValue| value.as_text().is_some();
    let is_policy = |value: &JsonValue, allowed: &[&str]| {
        value.as_text().is_some_and(|text| allowed.contains(&text.literal.value().as_str()))
    };
    let value = &member.value;
    let (is_valid, expected) = match member.key.as_str() {
        "Type" => (is_text(value), "a string, as in `\"AWS::DynamoDB::Table\"`"),
        "Properties" | "Metadata" => (matches!(value, JsonValue::Object(_)), "a block"),
        "DependsOn" => (
            is_text(value) || matches!(value, JsonValue::List(names) if names.iter().all(is_text)),
            "the name of a resource in quotes, or a list of names",
        ),
        "DeletionPolicy" => (
            is_policy(value, &["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"]),
            "`\"Delete\"`, `\"Retain\"`, `\"RetainExceptOnCreate\"` or `\"Snapshot\"`",
        ),
        "UpdateReplacePolicy" => (
            is_policy(value, &["Delete", "Retain", "Snapshot"]),
            "`\"Delete\"`, `\"Retain\"` or `\"Snapshot\"`",
        ),
        _ => (true, ""),
    };
    (!is_valid).then_some(expected)
}
