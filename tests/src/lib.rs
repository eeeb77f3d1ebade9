//! Tests of `websocket-api` as its users see it.

pub mod declarations;
pub mod generate;
pub mod handlers;
