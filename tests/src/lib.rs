//! Tests of `websocket-api` as its users see it.
// What is declared here is warned of, and meant.
#![allow(deprecated)]

pub mod cargo;
pub mod clients;
#[cfg(feature = "system")]
pub mod connections;
pub mod declarations;
pub mod deployment;
pub mod dev;
pub mod editor;
pub mod events;
pub mod examples;
pub mod folder;
pub mod gateway;
pub mod generate;
pub mod handlers;
pub mod judges;
pub mod lambda;
pub mod raw_client;
mod ready;
mod resident;
pub mod runtime_api;
pub mod said;
pub mod source;

pub use ready::ready;
pub use resident::resident;
