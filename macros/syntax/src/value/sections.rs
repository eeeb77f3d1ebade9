use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use websocket_api_model::{
    declaration::{OUTPUT_ATTRIBUTES, PARAMETER_ATTRIBUTES, RESOURCE_ATTRIBUTES},
    message::Message,
};

use super::{FromValue, JsonMember, JsonValue, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule,
    entry::{Entry, entries, parse_entries},
    raw_value::Value,
    shape::Shape,
    suggest,
    table::{ReadState, Recorder, SpanRange},
};

/// A resource, a parameter or an output in raw CloudFormation.
#[derive(Clone, Debug)]
pub struct SectionItem {
    pub name: String,
    pub name_tokens: TokenStream,
    /// The content, or an empty object if it is unreadable, so that the name is known.
    pub body: JsonValue,
    /// `true` if the whole content could be read.
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
            key.report_duplicate(&format!("`{name}`"), diagnostics);
            continue;
        }
        if key.text.is_empty() || !key.text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let message = Message::new(format_args!("invalid logical ID `{}`", key.text))
                .note("a logical ID has ASCII letters and digits only");
            diagnostics.error(SyntaxRule::InvalidName, &key, message);
        }
        if is_section(&key.text, &value) {
            let section = key.text.to_lowercase();
            let message = Message::new(format_args!("section `{}` of a template in `{name}`", key.text))
                .help(format_args!("write its entries in `{section}: {{ … }}` of the API"));
            diagnostics.error(SyntaxRule::InvalidName, &key, message);
            continue;
        }
        let errors = diagnostics.errors();
        let body = match value {
            Value::Invalid => None,
            value @ Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                JsonValue::read(value, &key.text, diagnostics)
            }
            value => wrong_kind("a block", &value, &key.text, diagnostics),
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

/// Returns `true` for `resources: { Resources: { … } }`, as in the Serverless Framework, where no name has a
/// type.
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
                let names = attributes.iter().copied();
                let message = Message::new(format_args!("unknown attribute `{}` of {what}", member.key))
                    .with_help(suggest::similar_or_list("an attribute", &member.key, names));
                diagnostics.error(SyntaxRule::UnknownAttribute, &member.key_tokens, message);
            }
            if let Some(expected) = misshapen(&member) {
                let message = Message::new(format_args!("invalid value of `{}`", member.key))
                    .help(format_args!("write {expected}"));
                diagnostics.error(SyntaxRule::WrongKind, &member.key_tokens, message);
            }
            let value = if member.key == "DependsOn" { member.value.into_names() } else { member.value };
            JsonMember { value, ..member }
        })
        .collect();
    if let (Some(missing), false) = (missing, unknown) {
        let fault = format_args!("missing attribute `{missing}` of {what}");
        diagnostics.error(SyntaxRule::MissingKey, key, fault);
    }
    JsonValue::Object(members)
}

/// Returns the expected value of an attribute, if it has another one.
fn misshapen(member: &JsonMember) -> Option<&'static str> {
    let is_text = |value: &JsonValue| value.as_text().is_some();
    let is_policy = |value: &JsonValue, allowed: &[&str]| {
        value.as_text().is_some_and(|text| allowed.contains(&text.literal.value().as_str()))
    };
    let value = &member.value;
    let (is_valid, expected) = match member.key.as_str() {
        "Type" => (is_text(value), "a string, such as `\"AWS::DynamoDB::Table\"`"),
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
