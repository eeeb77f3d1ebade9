use proc_macro2::{Delimiter, Span, TokenStream};
use syn::{Lit, LitStr};
use websocket_api_model::{
    declaration::{self, Access, KeywordEnum},
    message::{Help, Message},
};

use super::StatementBlock;
use crate::{
    Diagnostics, SyntaxRule,
    block_value::BlockValue,
    entry::{holds_entries, parse_elements},
    raw_value::Value,
    shape::Shape,
    table::Recorder,
    tokens::too_deep,
    value::{FromValue, List, Word, wrong, wrong_kind},
};

/// `"*"` or a list.
#[derive(Clone, Debug)]
pub enum PermissionsValue {
    All,
    List(List<PermissionItem>),
}

/// An item of the list.
#[derive(Clone, Debug)]
pub enum PermissionItem {
    /// `"s3"` or `"dynamodb:PutItem"`
    Text(LitStr),
    /// `Table` or `(Table, "read")`
    Resource(syn::Ident, Access),
    /// `{ effect, actions, resources, condition }`
    Statement(Box<BlockValue<StatementBlock>>),
}

impl PermissionsValue {
    /// Parses the elements of a list, without its brackets.
    pub(crate) fn from_elements(tokens: TokenStream, diagnostics: &mut Diagnostics) -> PermissionsValue {
        if let Some(span) = too_deep(&tokens) {
            diagnostics.error_at(SyntaxRule::NestingDepth, span, "brackets are nested too deeply");
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
                        let message = Message::new("resource name in quotes").with_help(Help::replace(
                            format_args!("write `{name}`"),
                            format!("\"{name}\""),
                            &*name,
                        ));
                        diagnostics.error(SyntaxRule::InvalidPermission, resource, message);
                        None
                    }
                    _ => {
                        let words: Vec<&str> = Access::ALL.iter().map(|(word, _)| *word).collect();
                        let message = Message::new("invalid permission")
                            .help("write a resource and its access: `(Table, \"read\")`")
                            .note(format_args!("the access is {}", crate::suggest::list(words)));
                        diagnostics.error_at(SyntaxRule::InvalidPermission, span.join(), message);
                        None
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

/// An action of a statement.
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
        let message =
            Message::new(format_args!("expected a service or an action, found the resource `{text}`"))
                .help(remedy);
        diagnostics.error(SyntaxRule::InvalidPermission, literal, message);
        return false;
    }
    if text == "*" {
        let message = Message::new("`\"*\"` cannot be part of a list").help("write `permissions: \"*\"`");
        diagnostics.error(SyntaxRule::InvalidPermission, literal, message);
    } else if !is_valid {
        let message = Message::new(format_args!("invalid service or action `{text}`"))
            .help("write `\"s3\"` for every action of a service, `\"s3:GetObject\"` for one action");
        diagnostics.error(SyntaxRule::InvalidPermission, literal, message);
    }
    is_valid
}

/// Returns the remedy for a resource or a policy in place of an action.
fn resource(text: &str) -> Option<String> {
    if text.starts_with("arn:") && text.contains(":policy/") {
        return Some("managed policies are not supported: write the actions that the function needs".into());
    }
    if let Some(name) = text.strip_prefix("${").and_then(|rest| rest.split(['.', '}']).next()) {
        return Some(format!(
            "write `{name}` without quotes, or a statement: `{{ actions: […], resources: [\"{text}\"] }}`"
        ));
    }
    let is_arn = text.starts_with("arn:");
    is_arn.then(|| format!("write a statement: `{{ actions: […], resources: [\"{text}\"] }}`"))
}
