//! The texts of API Gateway's errors (conformance 1.30, 2.16, 2.17, 2.20, 2.6), which the local gateway sends and AsyncAPI documents have.

pub(crate) const FORBIDDEN: &str = "Forbidden";
pub(crate) const INVALID_BODY: &str = "Invalid request body";
pub(crate) const INTERNAL: &str = "Internal server error";
pub(crate) const TIMED_OUT: &str = "Endpoint request timed out";
pub(crate) const THROTTLED: &str = "Too Many Requests";
