#![doc = include_str!("../doc/crate.md")]
#![deny(missing_docs)]

mod app;
mod check;
#[cfg(feature = "cli")]
mod cli;
mod error;
mod function;
mod handler;
mod macros;
pub mod migrating;
mod permissions;
mod routes;
mod stack;

pub use app::{Api, App, LogicalIds};
pub use error::{Error, Result};
pub use function::Function;
pub use permissions::Permissions;
pub use routes::{RouteKey, Routes};
pub use stack::{Apps, Stack};
pub use websocket_api_model::template::Template;

/// What expansions refer to. Not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use websocket_api_macros::{permissions, routes, websocket_api};
    pub use websocket_api_model::spec;

    pub use crate::handler::check_handler;
}
