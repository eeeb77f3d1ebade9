use syn::Lit;

use super::{Leaf, wrong_kind};
use crate::{Diagnostics, value::Value};

/// The Rust type of what handlers share.
#[derive(Clone, Debug)]
pub struct StateType(pub syn::Path);

impl Leaf for StateType {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Path(path) => Some(StateType(path)),
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
