#![doc = include_str!("../../doc/gateway.md")]
//!
//! [`WebSocketApi::serve`]: crate::WebSocketApi::serve

mod access_log;
mod authorizer;
mod close_reason;
pub mod conformance;
mod connection;
mod connection_task;
mod console;
mod deployment;
mod event;
mod event_log;
mod frame;
mod function_task;
mod gateway_runtime;
mod handshake;
mod head_recording_stream;
mod header_case;
mod http;
mod id;
mod invocation;
mod listener;
mod log_writer;
mod management;
mod message;
mod model;
mod origin;
mod pace;
mod parameters;
mod query;
mod registry;
mod response;
mod running_gateway;
mod serve;
mod settings;
mod signature;
mod socket;
mod throttle;
mod timestamp;

pub use running_gateway::Gateway;
pub use serve::Serve;
#[cfg(feature = "dev")]
pub(crate) use settings::GOING_AWAY;
#[cfg(feature = "dev")]
pub(crate) use {
    close_reason::is_sendable_close_code, event_log::EventFormat, gateway_runtime::GatewayRuntime,
    log_writer::LogWriter, parameters::resolve_text, running_gateway::connectable_addr, settings::stage_name,
};

/// The Region that ARNs and signatures name where nothing is in a Region.
pub(crate) const REGION: &str = "us-east-1";
