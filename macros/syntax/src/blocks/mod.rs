//! The blocks of the language, a struct each: keys, documentation, kinds of value.

mod access_log;
mod api;
mod authorizer;
mod custom_domain;
mod defaults;
mod function;
mod import;
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
