//! The blocks of the language, a struct each: keys, documentation, kinds of value.

mod access_log;
mod api;
mod defaults;
mod function;
mod route;
mod stage;

pub use access_log::AccessLog;
pub use api::Api;
pub use defaults::Defaults;
pub use function::{Function, RouteFunction};
pub use route::Route;
pub use stage::Stage;
