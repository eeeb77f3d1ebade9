//! From the path of an `async fn` to an endpoint, which serves events.
//!
//! A handler's arguments and output belong to `extract` and `response`. This module knows neither the router nor the contract
//! with clients: it keeps the schemas of a handler's types, which the contract reads.

mod checks;
mod endpoint;
mod handlers;
mod refusal;
#[cfg_attr(not(feature = "asyncapi"), path = "schema_disabled.rs")]
pub(crate) mod schema;
#[cfg(feature = "asyncapi")]
mod schema_checks;
mod signature;

#[cfg(feature = "asyncapi")]
pub use checks::check_schema;
pub use checks::{EventFor, OutputOf, check_arguments, check_async, check_function, check_return};
pub use endpoint::Endpoint;
pub(crate) use endpoint::HandlerOutcome;
pub use handlers::Handlers;
pub use refusal::OtherError;
#[cfg(feature = "asyncapi")]
pub use schema_checks::OpaqueTypes;
pub(crate) use signature::BoxFuture;
