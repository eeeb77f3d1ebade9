use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use websocket_api_model::message::Message;

use super::{FromValue, RustType, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule,
    entry::{Entry, KeyForm, parse_entries},
    raw_value::Value,
    shape::Shape,
    table::{ReadState, Recorder, SpanRange},
};

/// `server_messages: { … }`, or the path of an enum of all server messages.
#[derive(Clone, Debug)]
pub enum ServerMessagesValue {
    Enum(syn::Path),
    Named(Vec<ServerMessageItem>),
}

/// A server message.
#[derive(Clone, Debug)]
pub struct ServerMessageItem {
    pub name: String,
    pub name_tokens: TokenStream,
    /// The name of the function that makes the message.
    pub function: String,
    /// The type, or `None` if it is unreadable.
    pub ty: Option<syn::Path>,
}

/// The other functions of the declaration's type.
const TAKEN: [&str; 2] = ["api", "router"];

impl FromValue for ServerMessagesValue {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &Shape::UserKeys(&Shape::Value));

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let tokens = match value {
            Value::Path(path) => return Some(ServerMessagesValue::Enum(path)),
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) => tokens,
            value => {
                let expected = "a block of names and types, or an enum";
                return wrong_kind(expected, &value, name, diagnostics);
            }
        };
        let mut items: Vec<ServerMessageItem> = Vec::new();
        for Entry { key, value } in parse_entries(tokens, diagnostics) {
            let function = snake(&key.text);
            if items.iter().any(|item| item.name == key.text) {
                key.report_duplicate(&format!("`{name}`"), diagnostics);
                continue;
            }
            if key.form == KeyForm::Dollar || syn::parse_str::<syn::Ident>(&function).is_err() {
                let message = Message::new(format_args!("invalid server message name `{}`", key.text))
                    .help("write an identifier, such as `userJoined`");
                diagnostics.error(SyntaxRule::InvalidName, &key, message);
                continue;
            }
            if TAKEN.contains(&&*function) {
                let message = Message::new(format_args!("reserved server message name `{}`", key.text))
                    .note(format_args!("the API's type has a function `{function}`"));
                diagnostics.error(SyntaxRule::ServerMessageName, &key, message);
                continue;
            }
            if let Some(other) = items.iter().find(|item| item.function == function) {
                let message = Message::new(format_args!("duplicate server message function `{function}`"))
                    .note(format_args!("`{}` and `{}` have this function", other.name, key.text));
                diagnostics.error(SyntaxRule::ServerMessageName, &key, message);
                continue;
            }
            let ty = match value {
                Value::Invalid => None,
                value => RustType::read(value, &key.text, diagnostics).map(|ty| ty.0),
            };
            items.push(ServerMessageItem {
                name_tokens: key.to_token_stream(),
                name: key.text,
                function,
                ty,
            });
        }
        Some(ServerMessagesValue::Named(items))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        let ServerMessagesValue::Named(items) = self else { return };
        for item in items {
            let value = item.ty.as_ref().map(SpanRange::from_path);
            let reading = if value.is_some() { ReadState::Complete } else { ReadState::Unreadable };
            let key = SpanRange::from_tokens(&item.name_tokens);
            entry.entry(item.name.clone()).written(key, value, reading);
        }
    }
}

/// Returns the name in snake case: `userJoined` is `user_joined`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut before = None;
    for c in name.chars() {
        if c.is_uppercase() && before.is_some_and(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
        before = Some(c);
    }
    snake
}
