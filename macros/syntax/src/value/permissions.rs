use proc_macro2::{Delimiter, Span, TokenStream};
use syn::{Lit, LitStr};
use websocket_api_model::declaration::{self, Access, KeywordEnum};

use super::{BlockValue, FromValue, List, Word, wrong, wrong_kind};
use crate::{
    Diagnostics, blocks,
    entry::{holds_entries, parse_elements},
    raw_value::Value,
    shape::Shape,
    table::Recorder,
    tokens::too_deep,
};

/// `"*"`, or a list.
#[derive(Clone, Debug)]
pub enum PermissionsValue {
    All,
    List(List<PermissionItem>),
}

/// One item of the list.
#[derive(Clone, Debug)]
pub enum PermissionItem {
    /// `"s3"` or `"dynamodb:PutItem"`
    Text(LitStr),
    /// `Table` or `(Table, "read")`
    Resource(syn::Ident, Access),
    /// `{ effect, actions, resources, condition }`
    Statement(Box<BlockValue<blocks::StatementBlock>>),
}

impl PermissionsValue {
    /// The elements of a list, without its brackets.
    pub(crate) fn from_elements(tokens: TokenStream, diagnostics: &mut Diagnostics) -> PermissionsValue {
        if let Some(span) = too_deep(&tokens) {
            diagnostics.error_at(span, "nested too deeply");
            return PermissionsValue::All;
        }
        PermissionsValue::List(List::from_elements(tokens, Span::call_site(), "permissions", diagnostics))
    }
}

impl FromValue for PermissionsValue {
    const SHAPE: Shape = Shape::Permissions;

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Literal(None, Lit::Str(text)) if text.value() == "*" => Some(PermissionsValue::All),
            Value::Group(Delimiter::Bracket, ..) => {
                List::read(value, name, diagnostics).map(PermissionsValue::List)
            }
            _ => wrong_kind(
                "`\"*\"` or a list, as in `[\"s3\", \"dynamodb:PutItem\"]`",
                &value,
                name,
                diagnostics,
            ),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        if let PermissionsValue::List(list) = self {
            list.record(entry);
        }
    }
}

const EXPECTED: &str = "`\"s3\"`, `\"dynamodb:PutItem\"`, a resource such as `Table` or `(Table, \"read\")`, \
                        or a statement `{ effect, actions, resources }`";

impl FromValue for PermissionItem {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Literal(None, Lit::Str(text)) => {
                check_text(&text, diagnostics).then_some(PermissionItem::Text(text))
            }
            Value::Path(path) if path.get_ident().is_some() => {
                path.get_ident().map(|ident| PermissionItem::Resource(ident.clone(), Access::All))
            }
            Value::Group(Delimiter::Parenthesis, span, tokens) if !holds_entries(&tokens) => {
                let errors = diagnostics.errors();
                let elements = parse_elements(tokens.clone(), diagnostics);
                match &elements[..] {
                    [Value::Path(path), access] if path.get_ident().is_some() => {
                        let Word(access) = Word::read(access.clone(), name, diagnostics)?;
                        path.get_ident().map(|ident| PermissionItem::Resource(ident.clone(), access))
                    }
                    _ if diagnostics.errors() > errors => None,
                    [Value::Literal(None, Lit::Str(resource)), _] => {
                        let name = resource.value();
                        diagnostics.error(
                            resource,
                            format_args!("a resource is named without quotes; write `{name}`"),
                        );
                        None
                    }
                    _ => {
                        let value = Value::Group(Delimiter::Parenthesis, span, tokens);
                        let words: Vec<&str> = Access::ALL.iter().map(|(word, _)| *word).collect();
                        let expected = format!(
                            "a resource and one of {}, as in `(Table, \"read\")`",
                            crate::suggest::list(words)
                        );
                        wrong("a permission", &expected, &value, diagnostics)
                    }
                }
            }
            value @ Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                BlockValue::read(value, name, diagnostics)
                    .map(|block| PermissionItem::Statement(Box::new(block)))
            }
            value => wrong("a permission", EXPECTED, &value, diagnostics),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match self {
            PermissionItem::Text(text) => entry.text(text),
            PermissionItem::Resource(name, _) => entry.name(name),
            PermissionItem::Statement(statement) => statement.record(entry),
        }
    }
}

/// One action of a statement.
#[derive(Clone, Debug)]
pub struct ActionValue(pub LitStr);

impl FromValue for ActionValue {
    fn read(value: Value, _: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Literal(None, Lit::Str(text)) if text.value() == "*" => Some(ActionValue(text)),
            Value::Literal(None, Lit::Str(text)) if text.value().contains(':') => {
                check_text(&text, diagnostics).then_some(ActionValue(text))
            }
            value => wrong("an action", "a string such as `\"dynamodb:PutItem\"`", &value, diagnostics),
        }
    }
}

fn check_text(literal: &LitStr, diagnostics: &mut Diagnostics) -> bool {
    let text = literal.value();
    let is_valid = declaration::Permission::parse(&text).is_some();
    if let Some(remedy) = resource(&text) {
        diagnostics.error(literal, format_args!("`{text}` is a resource and no action; {remedy}"));
        return false;
    }
    if text == "*" {
        diagnostics.error(literal, "`\"*\"` stands alone; write `permissions: \"*\"`");
    } else if !is_valid {
        diagnostics.error(
            literal,
            format_args!(
                "`{text}` is neither a service nor an action; write a service in small letters, as in `\"s3\"`, or one \
                 of its actions, as in `\"s3:GetObject\"`"
            ),
        );
    }
    is_valid
}

/// The remedy for a resource or a policy in the place of an action.
fn resource(text: &str) -> Option<String> {
    if text.starts_with("arn:") && text.contains(":policy/") {
        return Some("managed policies have no key here: write the actions that the function needs".into());
    }
    if let Some(name) = text.strip_prefix("${").and_then(|rest| rest.split(['.', '}']).next()) {
        return Some(format!(
            "write `{name}` without quotes, or a statement `{{ actions: […], resources: [\"{text}\"] }}`"
        ));
    }
    let is_arn = text.starts_with("arn:");
    is_arn.then(|| format!("write a statement `{{ actions: […], resources: [\"{text}\"] }}`"))
}
