//! What a declaration says. Every type can be built in a constant, which is how the macro hands it over.

mod access_log;
mod api;
mod authorizer;
mod bounded;
mod custom_domain;
mod declared;
mod function;
pub mod grants;
mod import;
mod json;
mod overrides;
mod permission;
mod route;
mod route_settings;
pub mod rule;
mod stage;
mod text;
mod words;

use std::borrow::Cow;

pub use access_log::AccessLog;
pub use api::{CloudwatchRole, Spec, Tag};
pub use authorizer::{Authorizer, AuthorizerFunction, LambdaAuthorizer};
pub use bounded::{
    DiskSize, MemorySize, OutOfRange, ReservedConcurrency, ThrottleBurst, ThrottleRate, Timeout,
};
pub use custom_domain::{
    CustomDomain, Domain, ExistingDomain, SpecRef, check_shared_domain, shared_domain_problem,
};
pub use declared::{Declared, OUTPUT_ATTRIBUTES, PARAMETER_ATTRIBUTES, RESOURCE_ATTRIBUTES};
pub use function::{Architecture, Function, FunctionLayout, Tracing, Variable};
pub use import::Import;
pub use json::{Json, Member};
pub use overrides::Overrides;
pub(crate) use overrides::members;
pub use permission::{Access, Effect, Permission, Permissions, Statement};
pub use route::{Group, Route, RouteFunction, RouteKeyKind, Validation};
pub use route_settings::{ExecutionLog, RouteSettings, Throttle};
pub use rule::InvalidName;
pub use stage::{Stage, StageRoute, StageVariable};
pub use text::{Piece, Pseudo, SubError, Text, parse_text};
pub use words::{Retention, Words};

/// A list that is a constant when the macro wrote it and owned when source text was read.
pub type List<T> = Cow<'static, [T]>;
/// A string likewise.
pub type Str = Cow<'static, str>;
