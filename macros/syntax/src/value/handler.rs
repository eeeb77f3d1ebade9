use syn::Lit;
use websocket_api_model::message::Message;

use super::{FromValue, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule,
    raw_value::{Value, path_text},
};

/// The path of a handler.
#[derive(Clone, Debug)]
pub struct Handler(pub syn::Path);

impl Handler {
    /// Returns the path as users write it.
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
                let message = Message::new("expected the path of an `async fn`, found a string")
                    .help(format_args!("write a Rust path, such as `{}`", rust.trim_start_matches("src::")));
                diagnostics.error(SyntaxRule::PathInString, &text, message);
                None
            }
            value => wrong_kind("the path of an `async fn`", &value, name, diagnostics),
        }
    }
}
