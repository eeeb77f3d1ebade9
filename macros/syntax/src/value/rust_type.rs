use syn::Lit;
use websocket_api_model::message::{Help, Message};

use super::{FromValue, wrong_kind};
use crate::{Diagnostics, SyntaxRule, raw_value::Value};

/// The path of a Rust type.
#[derive(Clone, Debug)]
pub struct RustType(pub syn::Path);

impl FromValue for RustType {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Path(path) => Some(RustType(path)),
            Value::Literal(None, Lit::Str(text)) => {
                let path = text.value();
                let message = Message::new(format_args!("expected a Rust type for `{name}`, found a string"))
                    .with_help(Help::replace(
                        format_args!("write `{name}: {path}`"),
                        format!("\"{path}\""),
                        &*path,
                    ));
                diagnostics.error(SyntaxRule::PathInString, &text, message);
                None
            }
            value => wrong_kind("a Rust type, as in `Store`", &value, name, diagnostics),
        }
    }
}
