//! What API Gateway itself says to clients.

pub(super) use crate::gateway_text as text;

/// An error as a frame, or as the body of a refused handshake; AWS writes a space after the first colon only.
pub(super) fn error_frame(message: &str, connection_id: &str, request_id: &str) -> String {
    let quoted = serde_json::Value::from(message);
    format!(r#"{{"message": {quoted}, "connectionId":"{connection_id}", "requestId":"{request_id}"}}"#)
}
