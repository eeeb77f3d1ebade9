//! Tests of `websocket-api` as its users see it.

pub mod declarations;
pub mod events;
pub mod generate;
pub mod handlers;
pub mod lambda;
pub mod runtime_api;
