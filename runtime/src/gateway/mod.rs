#![doc = include_str!("../../doc/gateway.md")]
//!
//! [`WebSocketApi::serve`]: crate::WebSocketApi::serve

mod access_log;
mod authorizer;
mod call;
pub mod conformance;
mod connection;
mod console;
mod conversation;
mod deployment;
mod end;
mod event;
mod event_log;
mod frame;
mod gateway_runtime;
mod handshake;
mod header_case;
mod http;
mod id;
mod invocation;
mod listener;
mod log_writer;
mod management;
mod message;
mod model;
mod moment;
mod origin;
mod pace;
mod parameters;
mod query;
mod recorder;
mod registry;
mod response;
mod running_gateway;
mod serve;
mod settings;
mod signature;
mod socket;
mod throttle;

pub use running_gateway::Gateway;
pub use serve::Serve;
#[cfg(feature = "dev")]
pub(crate) use settings::GOING_AWAY;
#[cfg(feature = "dev")]
pub(crate) use {
    end::may_close, event_log::EventFormat, gateway_runtime::GatewayRuntime, log_writer::LogWriter,
    parameters::value_of, running_gateway::reachable, settings::stage_of,
};

/// The Region that ARNs and signatures name where nothing is in a Region.
pub(crate) const REGION: &str = "us-east-1";
