use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;

use super::{FromValue, Nested, nested::record_named, wrong_kind};
use crate::{
    Diagnostics, blocks,
    entry::{Entry, parse_entries},
    raw_value::Value,
    shape::Shape,
    table::Recorder,
};

/// `stage: { routes: { … } }`
#[derive(Clone, Debug)]
pub struct StageRoutes(pub Vec<StageRoute>);

/// The settings of one route.
#[derive(Clone, Debug)]
pub struct StageRoute {
    /// Trimmed.
    pub key: String,
    pub key_tokens: TokenStream,
    pub settings: Option<Nested<blocks::RouteSettingsBlock>>,
}

impl FromValue for StageRoutes {
    const SHAPE: Shape = Shape::PerRoute(&Nested::<blocks::RouteSettingsBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) = value else {
            return wrong_kind("a block of route keys and settings", &value, name, diagnostics);
        };
        let mut routes: Vec<StageRoute> = Vec::new();
        for Entry { key, value } in parse_entries(tokens, diagnostics) {
            let trimmed = key.text.trim().to_owned();
            if routes.iter().any(|route| route.key == trimmed) {
                diagnostics.error(&key, format_args!("duplicate key `{trimmed}` in `{name}`"));
                continue;
            }
            let settings = match value {
                Value::Invalid => None,
                value => Nested::read(value, &trimmed, diagnostics),
            };
            routes.push(StageRoute { key_tokens: key.to_token_stream(), key: trimmed, settings });
        }
        Some(StageRoutes(routes))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        for route in &self.0 {
            let mut entry = entry.entry(route.key.clone());
            record_named(&route.key_tokens, route.settings.as_ref(), &mut entry);
        }
    }
}
