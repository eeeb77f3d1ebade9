use syn::Lit;

use super::{FromValue, wrong_kind};
use crate::{
    Diagnostics,
    raw_value::{Value, path_text},
};

/// The path of a handler.
#[derive(Clone, Debug)]
pub struct Handler(pub syn::Path);

impl Handler {
    /// The path as people write it.
    pub fn text(&self) -> String {
        path_text(&self.0)
    }
}

impl FromValue for Handler {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Path(path) => Some(Handler(path)),
            Value::Literal(None, Lit::Str(text)) => {
                let rust: String = text.value().replace(['/', '.'], "::");
                diagnostics.error(
                    &text,
                    format_args!(
                        "a handler is the path of an `async fn`, not a string; write something like `{}`",
                        rust.trim_start_matches("src::")
                    ),
                );
                None
            }
            value => wrong_kind("the path of an `async fn`", &value, name, diagnostics),
        }
    }
}
