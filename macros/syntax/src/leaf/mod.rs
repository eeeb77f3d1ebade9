//! What can stand behind a key: one type for each kind of value.

mod access_log;
mod constant;
mod flag;
mod handler;
mod list;
mod map;
mod nested;
mod number;
mod permissions;
mod routes;
mod text;
mod word;

use crate::{Diagnostics, value::Value};

pub use access_log::AccessLog;
pub use constant::Constant;
pub use flag::Flag;
pub use handler::Handler;
pub use list::List;
pub use map::{Environment, Map, MapEntry, Tags};
pub use nested::Nested;
pub use number::{Number, Quantity};
pub use permissions::{Permission, Permissions};
pub use routes::{Route, RouteValue, Routes};
pub use text::{Plain, Selection, Template, Text};
pub use word::Word;

/// A value that can be read from what stands behind a key.
pub trait Leaf: Sized {
    /// Reads it, or says what is wrong with it. `name` is what to call it: the key.
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self>;

    /// Every string in it that may refer to something.
    fn visit_texts(&self, _visit: &mut dyn FnMut(&Template)) {}
}

/// "`timeout` must be a number of seconds, found `"x"`"
fn wrong_kind<T>(expected: &str, value: &Value, name: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    if let Value::Nothing(span) = value {
        diagnostics.error_at(*span, format_args!("`{name}` needs a value: {expected}"));
    } else {
        diagnostics.error(value, format_args!("`{name}` must be {expected}, found {}", value.describe()));
    }
    None
}
