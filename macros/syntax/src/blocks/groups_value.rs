use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use websocket_api_model::message::Message;

use super::FunctionBlock;
use crate::{
    Diagnostics, SyntaxRule,
    block_value::{BlockValue, record_named},
    entry::{Entry, parse_entries},
    raw_value::Value,
    shape::Shape,
    table::Recorder,
    value::{FromValue, word::as_word, wrong_kind},
};

/// `groups: { … }`
#[derive(Clone, Debug)]
pub struct GroupsValue(pub Vec<GroupItem>);

/// The function that the routes of a group share.
#[derive(Clone, Debug)]
pub struct GroupItem {
    pub name: String,
    pub name_tokens: TokenStream,
    pub function: Option<BlockValue<FunctionBlock>>,
}

impl FromValue for GroupsValue {
    const SHAPE: Shape = Shape::Groups(&BlockValue::<FunctionBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) = value else {
            return wrong_kind("a block of names and functions", &value, name, diagnostics);
        };
        let mut groups: Vec<GroupItem> = Vec::new();
        for Entry { key, value } in parse_entries(tokens, diagnostics) {
            if groups.iter().any(|group| group.name == key.text) {
                key.report_duplicate(&format!("`{name}`"), diagnostics);
                continue;
            }
            if syn::parse_str::<syn::Ident>(&key.text).is_err() {
                let message = Message::new(format_args!("invalid group name `{}`", key.text))
                    .help("write an identifier");
                diagnostics.error(SyntaxRule::InvalidName, &key, message);
            }
            let function = match value {
                Value::Invalid => None,
                value => BlockValue::read(value, &key.text, diagnostics),
            };
            groups.push(GroupItem { name_tokens: key.to_token_stream(), name: key.text, function });
        }
        Some(GroupsValue(groups))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        for group in &self.0 {
            let mut entry = entry.entry(group.name.clone());
            record_named(&group.name_tokens, group.function.as_ref(), &mut entry);
        }
    }
}

/// The name of a group.
#[derive(Clone, Debug)]
pub struct GroupName {
    pub name: String,
    pub tokens: TokenStream,
}

impl FromValue for GroupName {
    const SHAPE: Shape = Shape::Group;

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match as_word(&value) {
            Some(word) => Some(GroupName { name: word, tokens: value.to_token_stream() }),
            None => wrong_kind("the name of a group", &value, name, diagnostics),
        }
    }
}
