#![doc = include_str!("../../doc/asyncapi.md")]
//!
//! [`WebSocketApi::asyncapi`]: crate::WebSocketApi::asyncapi
//! [`WebSocketApi::client`]: crate::WebSocketApi::client
//! [`JsonSchema`]: schemars::JsonSchema

mod assembly;
mod breaking;
pub mod client;
mod client_contract;
mod document;
mod error;
mod example;
mod handshake;
mod json_schema;
mod merged;
mod messages;
mod model;
mod opaque_type;
mod schema_names;
mod schemas;
mod selector;
mod server_message;

pub use breaking::BreakingChange;
pub(crate) use client_contract::Contract;
#[cfg(feature = "gateway")]
pub(crate) use client_contract::samples;
pub use document::AsyncApi;
pub use error::Error;
pub use messages::ClientMessages;
#[doc(hidden)]
pub use messages::Protocol;
pub(crate) use model::with_models;
pub use websocket_api_macros::ClientMessages;

pub use crate::handler::schema::{DescribeMessage, SchemaCollector};
