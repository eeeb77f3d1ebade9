#![doc = include_str!("../../doc/gateway.md")]
//!
//! [`WebSocketApi::serve`]: crate::WebSocketApi::serve

// This folder imitates API Gateway locally: it accepts connections, makes the events of functions, and sends the responses to clients.
// It invokes handlers as bytes through `HandlerInvoker` only; no file but `in_process` may use the router or the handler layer.
// Only `in_process` and `serve` use `WebSocketApi` and the root error.

mod access_log;
mod authorizer;
mod close_reason;
pub mod conformance;
mod connection;
mod connection_task;
mod console;
mod event;
mod event_log;
mod function_response;
mod function_runner;
mod function_task;
mod gateway_runtime;
mod gateway_state;
mod handler_invoker;
mod handshake;
mod head_recording_stream;
mod http;
mod id;
mod in_process;
mod invocation;
mod listener;
mod log_writer;
mod management;
mod message;
mod origin;
mod read_rate;
mod registry;
mod request;
mod request_validator;
mod response;
mod route_table;
mod running_gateway;
mod serve;
mod settings;
mod signature;
mod socket;
mod stage;
mod startup;
mod timestamp;
mod token_bucket;
mod websocket_upgrade;
mod write_queue;

pub use crate::gateway_error::Error;
pub use running_gateway::Gateway;
pub use serve::Serve;
#[cfg(feature = "cli")]
pub(crate) use settings::GOING_AWAY;
#[cfg(feature = "cli")]
pub(crate) use {
    close_reason::is_sendable_close_code,
    event_log::EventFormat,
    gateway_runtime::GatewayRuntime,
    log_writer::LogWriter,
    running_gateway::connectable_addr,
    stage::{resolve_text, stage_name},
};
