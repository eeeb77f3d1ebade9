//! Tests of `websocket-api` as its users see it.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]

pub mod cargo;
pub mod clients;
pub mod command_output;
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
mod resident_set;
pub mod runtime_api;
pub mod source;

/// The program of the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

pub use ready::ready;
pub use resident_set::resident_set_kib;
