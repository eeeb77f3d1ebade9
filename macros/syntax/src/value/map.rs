use proc_macro2::Delimiter;
use quote::ToTokens;
use websocket_api_model::{
    declaration::rule::{self, Any, InvalidName, StageValue, TagValue},
    message::Message,
};

use super::{FromValue, Text, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule,
    entry::{Entry, parse_entries},
    raw_value::Value,
    shape::Shape,
    table::{ReadState, Recorder, SpanRange},
};

/// A block with names that the user chooses.
#[derive(Clone, Debug)]
pub struct Map<T> {
    pub entries: Vec<MapEntry<T>>,
}

/// An entry of the block.
#[derive(Clone, Debug)]
pub struct MapEntry<T> {
    pub key: String,
    pub key_tokens: proc_macro2::TokenStream,
    tokens: Option<SpanRange>,
    pub value: T,
}

fn read_map<T: FromValue>(
    value: Value,
    name: &str,
    check_key: impl Fn(&str) -> Result<(), InvalidName>,
    diagnostics: &mut Diagnostics,
) -> Option<Map<T>> {
    let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) = value else {
        return wrong_kind("a block of names and values", &value, name, diagnostics);
    };
    let mut entries: Vec<MapEntry<T>> = Vec::new();
    for Entry { key, value } in parse_entries(tokens, diagnostics) {
        if entries.iter().any(|entry| entry.key == key.text) {
            key.report_duplicate(&format!("`{name}`"), diagnostics);
            continue;
        }
        if matches!(value, Value::Invalid) {
            continue;
        }
        if let Err(rule) = check_key(&key.text) {
            diagnostics.error(SyntaxRule::InvalidName, &key, Message::new(rule));
        }
        let tokens = value.span_range();
        if let Some(value) = T::read(value, &key.text, diagnostics) {
            entries.push(MapEntry { key_tokens: key.to_token_stream(), key: key.text, tokens, value });
        }
    }
    Some(Map { entries })
}

macro_rules! map {
    ($(#[$doc:meta])* $name:ident, $text:ty, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Map<$text>);

        impl FromValue for $name {
            const SHAPE: Shape = Shape::UserKeys(&Shape::Value);

            fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
                read_map(value, name, $check, diagnostics).map($name)
            }

            fn record(&self, entry: &mut Recorder<'_>) {
                for MapEntry { key, key_tokens, tokens, value } in &self.0.entries {
                    let mut entry = entry.entry(key.clone());
                    entry.written(SpanRange::from_tokens(key_tokens), *tokens, ReadState::Complete);
                    value.record(&mut entry);
                }
            }
        }
    };
}

map! {
    /// The environment of a function.
    EnvironmentValue, Text<Any>, |key| {
        rule::check_environment_name(key)
            .map_err(|InvalidName(rule)| InvalidName(format!("the environment name `{key}` {rule}")))
    }
}
map! {
    /// The variables of a stage.
    StageVariablesValue, Text<StageValue>, rule::check_stage_variable_name
}
map! {
    /// Tags.
    TagsValue, Text<TagValue>, rule::check_tag_key
}
