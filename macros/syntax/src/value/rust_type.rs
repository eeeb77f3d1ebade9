use syn::Lit;

use super::{FromValue, wrong_kind};
use crate::{Diagnostics, raw_value::Value};

/// The path of a Rust type.
#[derive(Clone, Debug)]
pub struct RustType(pub syn::Path);

impl FromValue for RustType {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Path(path) => Some(RustType(path)),
            Value::Literal(None, Lit::Str(text)) => {
                let path = text.value();
                diagnostics.error(
                    &text,
                    format_args!("`{name}` is a Rust type, not a string; write it as in `{name}: {path}`"),
                );
                None
            }
            value => wrong_kind("a Rust type, as in `Store`", &value, name, diagnostics),
        }
    }
}
