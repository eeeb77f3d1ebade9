//! The values of keys, with one type for each kind of value.

mod constant;
mod flag;
mod handler;
pub(crate) mod hint;
mod json;
mod kind;
mod list;
mod lower_json;
mod lower_values;
mod map;
mod number;
mod rust_type;
mod sections;
mod server_messages;
mod text;
pub(crate) mod word;

use websocket_api_model::message::{Help, Message};

use crate::{Diagnostics, SyntaxRule, raw_value::Value, shape::Shape, table::Recorder};

pub use constant::Constant;
pub use flag::Flag;
pub use handler::Handler;
pub use json::{JsonMember, JsonValue};
pub use kind::{AuthorizerType, RouteType};
pub use list::List;
pub(crate) use lower_values::lower_list;
pub use map::{EnvironmentValue, Map, MapEntry, StageVariablesValue, TagsValue};
pub use number::Number;
pub use rust_type::RustType;
pub use sections::{OutputsValue, ParametersValue, ResourcesValue, SectionItem};
pub use server_messages::{ServerMessageItem, ServerMessagesValue};
pub use text::{InterpolatedText, PlainText, SelectionValue, Text};
pub use word::Word;

/// A type that can be parsed from the value of a key.
pub trait FromValue: Sized {
    /// The shape of the value for editors.
    const SHAPE: Shape = Shape::Value;

    /// Parses a value, or reports its error. `name` is the key.
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self>;

    /// Records the values inside and constants in the declaration's table, which already has the key and its
    /// tokens.
    fn record(&self, _entry: &mut Recorder<'_>) {}
}

/// The text before the examples of a kind of value: "a number of seconds, as in `20`".
pub(crate) const EXAMPLE: &str = ", as in ";

/// Reports a value of another kind: "expected a number of seconds for `timeout`, found a string".
pub(crate) fn wrong_kind<T>(
    expected: &str,
    value: &Value,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    if let Some(nothing) = value.as_nothing() {
        let message = Message::new(format_args!("`{name}` cannot be `{nothing}`"))
            .help(format_args!("remove `{name}`"));
        diagnostics.error(SyntaxRule::WrongKind, value, message);
        return None;
    }
    if let Value::Missing(span) = value {
        let message =
            Message::new(format_args!("missing value of `{name}`")).help(format_args!("write {expected}"));
        diagnostics.error_at(SyntaxRule::MissingValue, *span, message);
        return None;
    }
    let (kind, example) =
        expected.split_once(EXAMPLE).map_or((expected, None), |(kind, text)| (kind, Some(text)));
    let found = value.describe();
    let message = Message::new(format_args!("expected {kind} for `{name}`, found {found}"))
        .label(format_args!("expected {kind}"));
    let example = example.map(|text| Help::new(format_args!("for example {text}")));
    let help = hint::hint(name, expected, value).or(example);
    diagnostics.error(SyntaxRule::WrongKind, value, help.into_iter().fold(message, Message::with_help));
    None
}

/// Reports an element of a list: "expected a permission, found `5`".
pub(crate) fn wrong<T>(
    subject: &str,
    expected: &str,
    value: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let message = Message::new(format_args!("expected {subject}, found {}", value.describe()))
        .help(format_args!("write {expected}"));
    diagnostics.error(SyntaxRule::WrongKind, value, message);
    None
}
