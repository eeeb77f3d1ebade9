//! A gateway on this machine that does what API Gateway does with WebSocket APIs.
//!
//! It comes from the declaration and runs in the program itself: [`App::serve`](crate::App::serve).

mod access_log;
mod authorizer;
mod call;
mod connection;
mod console;
mod deployment;
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
mod moment;
mod origin;
mod policy;
mod query;
mod recorder;
mod registry;
mod serve;
mod settings;
mod signature;
mod socket;
mod throttle;

pub use gateway::Gateway;
pub use serve::Serve;

/// The Region that ARNs and signatures name where nothing is in a Region.
pub(crate) const REGION: &str = "us-east-1";
