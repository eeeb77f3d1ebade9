//! The blocks of the language, one struct each, with their keys, documentation and types of values.

mod access_log;
mod access_log_value;
mod api;
mod authorizer;
mod authorizer_value;
mod custom_domain;
mod custom_domain_value;
mod defaults;
mod function;
mod groups_value;
mod import;
pub(crate) mod lower;
mod migration_hints;
mod overrides;
mod permissions_value;
mod route;
mod route_settings;
mod routes_value;
mod stage;
mod stage_routes_value;
mod statement;

pub use access_log::AccessLogBlock;
pub use access_log_value::AccessLogValue;
pub use api::ApiBlock;
pub use authorizer::AuthorizerBlock;
pub use authorizer_value::{AuthorizerValue, IdentitySourceValue};
pub use custom_domain::{CustomDomainBlock, ExistingDomainBlock};
pub use custom_domain_value::{CustomDomainValue, OtherApi};
pub use defaults::DefaultsBlock;
pub use function::{FunctionBlock, FunctionValue};
pub use groups_value::{GroupItem, GroupName, GroupsValue};
pub use import::ImportBlock;
pub use overrides::OverridesBlock;
pub use permissions_value::{ActionValue, PermissionItem, PermissionsValue};
pub use route::RouteBlock;
pub use route_settings::{RouteSettingsBlock, ThrottleBlock};
pub use routes_value::{RouteItem, RouteValue, RoutesValue};
pub use stage::StageBlock;
pub use stage_routes_value::{StageRouteItem, StageRoutesValue};
pub use statement::StatementBlock;

use crate::{
    block::{Block, KeyHints},
    suggest,
};

/// The remedies for unknown keys of every block.
const HINTS: &KeyHints = &KeyHints { migration: migration_hints::hint, other_block };

/// Returns the remedy for a key that another block has.
fn other_block(key: &str) -> Option<String> {
    if let Some((_, place)) = place(|known| known == key) {
        return Some(format!("move `{key}` to {place}"));
    }
    migration_hints::other_block(key).or_else(|| {
        let folded = suggest::fold(key);
        let (known, place) = place(|known| suggest::fold(known) == folded)?;
        Some(format!("write `{known}` in {place}"))
    })
}

/// Returns a key of another block, and the place of the block.
fn place(is_meant: impl Fn(&str) -> bool) -> Option<(&'static str, &'static str)> {
    let blocks = [
        (ApiBlock::KEYS, "the API's own block"),
        (&["handler", "arn", "group"], "the `function: { … }` of a route"),
        (FunctionBlock::KEYS, "the `function: { … }` of a route or of `defaults`"),
        (RouteBlock::KEYS, "the block of a route"),
        (AccessLogBlock::KEYS, "`access_log: { … }`"),
        (RouteSettingsBlock::KEYS, "`stage: { … }` for all routes, or `stage: { routes: { … } }` for one"),
        (StageBlock::KEYS, "`stage: { … }`"),
        (ThrottleBlock::KEYS, "`throttle: { … }`"),
        (CustomDomainBlock::KEYS, "`custom_domain: { … }`"),
        (AuthorizerBlock::KEYS, "`authorizer: { … }`"),
        (ImportBlock::KEYS, "`import: { … }`"),
    ];
    let meant = |keys: &[&'static str]| keys.iter().copied().find(|known| is_meant(known));
    blocks.into_iter().find_map(|(keys, place)| Some((meant(keys)?, place)))
}
