//! The blocks of the language, a struct each: keys, documentation, kinds of value.

mod access_log;
mod api;
mod authorizer;
mod custom_domain;
mod defaults;
mod function;
mod import;
mod migration_hints;
mod overrides;
mod route;
mod route_settings;
mod stage;
mod statement;

pub use access_log::AccessLog;
pub use api::Api;
pub use authorizer::Authorizer;
pub use custom_domain::{CustomDomain, ExistingDomain};
pub use defaults::Defaults;
pub use function::{Function, RouteFunction};
pub use import::Import;
pub use overrides::Overrides;
pub use route::Route;
pub use route_settings::{RouteSettings, Throttle};
pub use stage::Stage;
pub use statement::Statement;

use crate::{
    block::{Block, KeyHints},
    suggest,
};

/// The remedies for unknown keys of every block.
const HINTS: &KeyHints = &KeyHints { migration: migration_hints::hint, other_block };

/// Returns the remedy for a key that another block has.
fn other_block(key: &str) -> Option<String> {
    if let Some((_, place)) = place(|known| known == key) {
        return Some(format!("it stands in {place}"));
    }
    migration_hints::other_block(key).or_else(|| {
        let folded = suggest::fold(key);
        let (known, place) = place(|known| suggest::fold(known) == folded)?;
        Some(format!("it is `{known}`, in {place}"))
    })
}

/// The key of another block, and its place.
fn place(is_meant: impl Fn(&str) -> bool) -> Option<(&'static str, &'static str)> {
    let blocks = [
        (Api::KEYS, "the API's own block"),
        (&["handler", "arn", "group"], "`function: { … }`, of a route"),
        (Function::KEYS, "`function: { … }`, of a route or of `defaults`"),
        (Route::KEYS, "a route's block"),
        (AccessLog::KEYS, "`access_log: { … }`"),
        (RouteSettings::KEYS, "`stage: { … }`, for all routes, or in `stage: { routes: { … } }`, for one"),
        (Stage::KEYS, "`stage: { … }`"),
        (Throttle::KEYS, "`throttle: { … }`"),
        (CustomDomain::KEYS, "`custom_domain: { … }`"),
        (Authorizer::KEYS, "`authorizer: { … }`"),
        (Import::KEYS, "`import: { … }`"),
    ];
    let meant = |keys: &[&'static str]| keys.iter().copied().find(|known| is_meant(known));
    blocks.into_iter().find_map(|(keys, place)| Some((meant(keys)?, place)))
}
