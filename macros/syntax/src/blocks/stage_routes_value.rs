use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;

use super::RouteSettingsBlock;
use crate::{
    Diagnostics,
    block_value::{BlockValue, record_named},
    entry::{Entry, parse_entries},
    raw_value::Value,
    shape::Shape,
    table::Recorder,
    value::{FromValue, wrong_kind},
};

/// `stage: { routes: { … } }`
#[derive(Clone, Debug)]
pub struct StageRoutesValue(pub Vec<StageRouteItem>);

/// The settings of a route.
#[derive(Clone, Debug)]
pub struct StageRouteItem {
    /// The trimmed route key.
    pub key: String,
    pub key_tokens: TokenStream,
    pub settings: Option<BlockValue<RouteSettingsBlock>>,
}

impl FromValue for StageRoutesValue {
    const SHAPE: Shape = Shape::PerRoute(&BlockValue::<RouteSettingsBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) = value else {
            return wrong_kind("a block of route keys and settings", &value, name, diagnostics);
        };
        let mut routes: Vec<StageRouteItem> = Vec::new();
        for Entry { key, value } in parse_entries(tokens, diagnostics) {
            let trimmed = key.text.trim().to_owned();
            if routes.iter().any(|route| route.key == trimmed) {
                key.report_duplicate(&format!("`{name}`"), diagnostics);
                continue;
            }
            let settings = match value {
                Value::Invalid => None,
                value => BlockValue::read(value, &trimmed, diagnostics),
            };
            routes.push(StageRouteItem { key_tokens: key.to_token_stream(), key: trimmed, settings });
        }
        Some(StageRoutesValue(routes))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        for route in &self.0 {
            let mut entry = entry.entry(route.key.clone());
            record_named(&route.key_tokens, route.settings.as_ref(), &mut entry);
        }
    }
}
