use syn::Lit;

use super::{Leaf, wrong_kind};
use crate::{Diagnostics, value::Value};

/// `true` or `false`; the key alone means `true`.
#[derive(Clone, Copy, Debug)]
pub struct Flag(pub bool);

impl Leaf for Flag {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Nothing(_) => Some(Flag(true)),
            Value::Literal(None, Lit::Bool(lit)) => Some(Flag(lit.value)),
            _ => wrong_kind("`true` or `false`", &value, name, diagnostics),
        }
    }
}
