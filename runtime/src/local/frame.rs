//! What API Gateway itself says to clients.

/// The texts of API Gateway's own errors (conformance 1.30, 2.16, 2.17, 2.20, 2.6).
pub(super) mod text {
    pub(in crate::local) const FORBIDDEN: &str = "Forbidden";
    pub(in crate::local) const INVALID_BODY: &str = "Invalid request body";
    pub(in crate::local) const INTERNAL: &str = "Internal server error";
    pub(in crate::local) const TIMED_OUT: &str = "Endpoint request timed out";
    pub(in crate::local) const THROTTLED: &str = "Too Many Requests";
    pub(in crate::local) const UNAUTHORIZED: &str = "Unauthorized";
    pub(in crate::local) const UNSIGNED: &str = "Missing Authentication Token";
}

/// An error as a frame, or as the body of a refused handshake; AWS writes a space after the first colon only.
pub(super) fn error_frame(message: &str, connection_id: &str, request_id: &str) -> String {
    let quoted = serde_json::Value::from(message);
    format!(r#"{{"message": {quoted}, "connectionId":"{connection_id}", "requestId":"{request_id}"}}"#)
}
