use proc_macro2::Delimiter;
use syn::Lit;
use websocket_api_model::spec;

use super::{Leaf, List, wrong_kind};
use crate::{Diagnostics, value::Value};

/// `"*"`, or a list.
#[derive(Clone, Debug)]
pub enum Permissions {
    All,
    List(List<Permission>),
}

/// One item of the list.
#[derive(Clone, Debug)]
pub struct Permission(pub spec::Permission);

impl Leaf for Permissions {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Literal(None, Lit::Str(text)) if text.value() == "*" => Some(Permissions::All),
            Value::Group(Delimiter::Bracket, ..) => {
                List::read(value, name, diagnostics).map(Permissions::List)
            }
            _ => wrong_kind(
                "`\"*\"` or a list, as in `[\"s3\", \"dynamodb:PutItem\"]`",
                &value,
                name,
                diagnostics,
            ),
        }
    }
}

const EXPECTED: &str = "strings such as `\"s3\"` or `\"dynamodb:PutItem\"`";

impl Leaf for Permission {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Literal(None, Lit::Str(literal)) = &value else {
            return wrong_kind(EXPECTED, &value, name, diagnostics);
        };
        let text = literal.value();
        let prefix = |s: &str| {
            !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let action =
            |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'*' || b == b'?');
        match text.split_once(':') {
            None if prefix(&text) => Some(Permission(spec::Permission::Service(text.into()))),
            Some((service, name)) if prefix(service) && action(name) => {
                Some(Permission(spec::Permission::Action(text.into())))
            }
            None if text == "*" => {
                diagnostics.error(literal, "`\"*\"` stands alone; write `permissions: \"*\"`");
                None
            }
            _ => {
                diagnostics.error(
                    literal,
                    format_args!(
                        "`{text}` is neither a service nor an action; write a service in small letters, as in \
                         `\"s3\"`, or one of its actions, as in `\"s3:GetObject\"`"
                    ),
                );
                None
            }
        }
    }
}
