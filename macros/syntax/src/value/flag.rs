use syn::Lit;

use super::{FromValue, wrong_kind};
use crate::{Diagnostics, raw_value::Value};

/// `true` or `false`; the key alone means `true`.
#[derive(Clone, Copy, Debug)]
pub struct Flag(pub bool);

impl FromValue for Flag {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Missing(_) => Some(Flag(true)),
            Value::Literal(None, Lit::Bool(lit)) => Some(Flag(lit.value)),
            _ => wrong_kind("`true` or `false`", &value, name, diagnostics),
        }
    }
}
