#![doc = include_str!("../../doc/local.md")]

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
mod frame;
mod gateway;
mod handshake;
mod header_case;
mod http;
mod id;
mod listener;
mod management;
mod message;
mod model;
mod moment;
mod origin;
mod parameters;
mod query;
mod recorder;
mod registry;
mod response;
mod serve;
mod settings;
mod signature;
mod socket;
mod throttle;

pub use gateway::Gateway;
pub use serve::Serve;
#[cfg(feature = "dev")]
pub(crate) use settings::GOING_AWAY;
#[cfg(feature = "dev")]
pub(crate) use {end::may_close, gateway::reachable, parameters::value_of, settings::stage_of};

/// The Region that ARNs and signatures name where nothing is in a Region.
pub(crate) const REGION: &str = "us-east-1";
