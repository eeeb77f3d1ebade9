//! The properties of each resource type with CloudFormation's names. Only properties that a template may have
//! are here.

mod account;
mod api;
mod authorizer;
mod domain;
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
pub use authorizer::Authorizer;
pub use domain::{
    AliasTarget, ApiMapping, Certificate, DomainName, DomainNameConfiguration, DomainValidationOption,
    RecordSet, Zone,
};
pub use function::{Code, Environment, EphemeralStorage, Function, LoggingConfig, TracingConfig};
pub use integration::Integration;
pub use log_group::LogGroup;
pub use permission::Permission;
pub use role::{PolicyDocument, Role, RolePolicy, Statement, TrustDocument, TrustPrincipal, TrustStatement};
pub use route::{Model, Route, RouteResponse};
pub use stage::{AccessLogSettings, Deployment, RouteSettings, Stage};
pub use tags::{TagList, TagMap};
