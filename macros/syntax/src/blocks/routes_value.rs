use std::collections::HashSet;

use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use websocket_api_model::{
    declaration::{RouteKeyKind, rule::check_route_key},
    limits,
    message::{Help, Message},
    rules::Rule,
};

use super::RouteBlock;
use crate::{
    Diagnostics, SyntaxRule,
    block_value::{BlockValue, record_named},
    entry::{Entry, Key, KeyForm, parse_entries_up_to},
    raw_value::Value,
    shape::Shape,
    suggest,
    table::{ReadState, Recorder, SpanRange},
    value::{FromValue, Handler, wrong_kind},
};

/// `routes: { … }`
#[derive(Clone, Debug, Default)]
pub struct RoutesValue {
    pub routes: Vec<RouteItem>,
}

/// A route.
#[derive(Clone, Debug)]
pub struct RouteItem {
    /// The trimmed route key.
    pub key: String,
    pub key_tokens: TokenStream,
    pub value: RouteValue,
}

/// The value of a route key.
#[derive(Clone, Debug)]
pub enum RouteValue {
    Handler(Handler),
    Block(Box<BlockValue<RouteBlock>>),
    /// A value whose error was already reported.
    Invalid,
}

/// The maximum number of routes that are read. It is far over the limit of an API.
const FAR_BEYOND: usize = 10 * limits::ROUTES;

impl RoutesValue {
    /// Parses the routes in a block.
    pub(crate) fn from_entries(tokens: TokenStream, diagnostics: &mut Diagnostics) -> RoutesValue {
        let mut routes: Vec<RouteItem> = Vec::new();
        let mut seen = HashSet::new();
        let (mut entries, more) = parse_entries_up_to(FAR_BEYOND, tokens, diagnostics);
        if more.is_some() {
            if let Some(Entry { key, .. }) = entries.get(limits::ROUTES) {
                let rule = Rule::RouteCount { count: FAR_BEYOND, is_exact: false };
                diagnostics.violation(&rule, key, rule.message());
            }
            entries.truncate(limits::ROUTES);
        }
        for Entry { key, value } in entries {
            let trimmed = key.text.trim().to_owned();
            // An unreadable value may have an incomplete key.
            let unreadable = matches!(value, Value::Invalid);
            if !seen.insert(trimmed.clone()) {
                if unreadable {
                    continue;
                }
                let message = Message::new(format_args!("duplicate route key `{trimmed}`"))
                    .label("already written above");
                diagnostics.error(SyntaxRule::DuplicateRoute, &key, message);
                continue;
            }
            if !unreadable {
                read_route_key(&key, &trimmed, diagnostics);
            }
            let value = match value {
                Value::Invalid => RouteValue::Invalid,
                Value::Missing(_) => {
                    let message = Message::new(format_args!("missing value of `{trimmed}`"))
                        .help(format_args!("write {EXPECTED}"));
                    diagnostics.error(SyntaxRule::MissingValue, &key, message);
                    RouteValue::Invalid
                }
                value => RouteValue::read(value, &trimmed, diagnostics).unwrap_or(RouteValue::Invalid),
            };
            routes.push(RouteItem { key_tokens: key.to_token_stream(), key: trimmed, value });
        }
        RoutesValue { routes }
    }
}

impl FromValue for RoutesValue {
    const SHAPE: Shape = Shape::Routes(&RouteValue::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) = value else {
            return wrong_kind("a block of route keys and handlers", &value, name, diagnostics);
        };
        Some(RoutesValue::from_entries(tokens, diagnostics))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        for route in &self.routes {
            let mut entry = entry.entry(route.key.clone());
            let key = &route.key_tokens;
            match &route.value {
                RouteValue::Invalid => record_named::<RouteBlock>(key, None, &mut entry),
                RouteValue::Handler(handler) => {
                    let value = Some(SpanRange::from_path(&handler.0));
                    entry.written(SpanRange::from_tokens(key), value, ReadState::Complete);
                }
                RouteValue::Block(block) => record_named(key, Some(block), &mut entry),
            }
        }
    }
}

impl FromValue for RouteValue {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &BlockValue::<RouteBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                BlockValue::read(value, name, diagnostics).map(|block| RouteValue::Block(Box::new(block)))
            }
            Value::Group(..) => wrong_kind(EXPECTED, &value, name, diagnostics),
            value => Handler::read(value, name, diagnostics).map(RouteValue::Handler),
        }
    }
}

const EXPECTED: &str = "the path of an `async fn`, or a block with a `function`";

fn read_route_key(key: &Key, trimmed: &str, diagnostics: &mut Diagnostics) {
    if let Err(rule) = check_route_key(trimmed) {
        let near = suggest::nearest(trimmed, RouteKeyKind::PREDEFINED).filter(|_| trimmed.starts_with('$'));
        let near = near.map(|near| suggest::similar("a predefined route key", trimmed, near));
        let message = near.into_iter().fold(Message::new(rule), Message::with_help);
        diagnostics.error(SyntaxRule::InvalidRouteKey, key, message);
    }
    // `connect` would be a custom route, which no event of a connection selects. `_` is the pattern of a
    // `match` for `$default`.
    let predefined = RouteKeyKind::PREDEFINED
        .iter()
        .find(|predefined| &predefined[1..] == trimmed || (trimmed == "_" && **predefined == "$default"));
    if let (KeyForm::Word, Some(predefined)) = (key.form, predefined) {
        let message = Message::new(format_args!("ambiguous route key `{trimmed}`"))
            .with_help(Help::replace(
                format_args!("write `{predefined}` for the predefined route"),
                trimmed,
                *predefined,
            ))
            .help(format_args!("write `\"{trimmed}\"` for a custom route"));
        diagnostics.error(SyntaxRule::AmbiguousRouteKey, key, message);
    }
}
