#![doc = include_str!("../doc/crate.md")]
#![deny(missing_docs)]

mod app;
#[cfg(feature = "cli")]
mod cli;
mod error;
mod handler;
mod macros;

pub use app::{Api, App};
pub use error::{Error, Result};
pub use websocket_api_model::template::Template;

/// What expansions refer to. Not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use websocket_api_macros::expand;
    pub use websocket_api_model::spec;

    pub use crate::handler::check_handler;
}
