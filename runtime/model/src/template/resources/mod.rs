//! The properties of each resource type, as CloudFormation spells them; only those that are ever set.

mod account;
mod api;
mod function;
mod integration;
mod log_group;
mod permission;
mod role;
mod route;
mod stage;
mod tags;

pub use account::Account;
pub use api::Api;
pub use function::{Code, Environment, EphemeralStorage, Function, LoggingConfig, TracingConfig};
pub use integration::Integration;
pub use log_group::LogGroup;
pub use permission::Permission;
pub use role::{
    Effect, PolicyDocument, Role, RolePolicy, Statement, TrustDocument, TrustPrincipal, TrustStatement,
};
pub use route::{Route, RouteResponse};
pub use stage::{AccessLogSettings, Deployment, Stage};
pub use tags::{TagList, TagMap};
