//! The responses of API Gateway itself, over HTTP and in frames.

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    header::{CONTENT_TYPE, HeaderName, HeaderValue},
};

use super::{function_response::IntegrationResponse, id::new_id};

/// The texts of API Gateway's errors.
pub(super) mod text {
    pub(in crate::gateway) use crate::gateway_text::{
        FORBIDDEN, INTERNAL, INVALID_BODY, THROTTLED, TIMED_OUT,
    };

    pub(in crate::gateway) const UNAUTHORIZED: &str = "Unauthorized";
    pub(in crate::gateway) const UNSIGNED: &str = "Missing Authentication Token";
}

/// Headers that say how a response is sent, which a handler cannot set.
const FRAMING_HEADERS: [&str; 7] =
    ["connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

/// Returns a response with this status and body.
pub(super) fn response(status: u16, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response
}

/// Returns a response with this status and a body of JSON.
pub(super) fn json_response(status: u16, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = response(status, body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Returns an error as a frame, or as the body of a rejected handshake; AWS writes a space after the first colon only.
pub(super) fn error_frame(message: &str, connection_id: &str, request_id: &str) -> String {
    let quoted = serde_json::Value::from(message);
    format!(r#"{{"message": {quoted}, "connectionId":"{connection_id}", "requestId":"{request_id}"}}"#)
}

/// Returns an error for a request that is not a handshake, or not a valid one.
pub(super) fn error_response(status: u16, message: &str) -> Response<Full<Bytes>> {
    json_response(status, error_frame(message, &new_id(), &new_id()))
}

/// Returns API Gateway's response for a path that does not exist (conformance 2.6), in the form that AWS's clients read (conformance
/// 3.6): their endpoint may have the name of another stage.
pub(super) fn forbidden() -> Response<Full<Bytes>> {
    let mut response = error_response(403, text::FORBIDDEN);
    response.headers_mut().insert("x-amzn-errortype", HeaderValue::from_static("ForbiddenException"));
    response
}

/// The response to a rejected handshake.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    body: RefusalBody,
}

#[derive(Debug)]
enum RefusalBody {
    /// An error of API Gateway itself.
    Gateway(&'static str),
    /// The response of the handler of `$connect`.
    Handler(IntegrationResponse),
}

impl Refusal {
    pub(super) fn new(status: u16, message: &'static str) -> Self {
        Refusal { status, body: RefusalBody::Gateway(message) }
    }

    pub(super) fn from_handler(response: IntegrationResponse) -> Self {
        Refusal { status: response.status, body: RefusalBody::Handler(response) }
    }

    pub(super) fn status(&self) -> u16 {
        self.status
    }

    /// Returns the message of an error of API Gateway itself.
    pub(super) fn gateway_message(&self) -> Option<&'static str> {
        match self.body {
            RefusalBody::Gateway(message) => Some(message),
            RefusalBody::Handler(_) => None,
        }
    }

    pub(super) fn into_response(self, connection_id: &str, request_id: &str) -> Response<Full<Bytes>> {
        let mut response = match self.body {
            RefusalBody::Gateway(message) => {
                json_response(self.status, error_frame(message, connection_id, request_id))
            }
            RefusalBody::Handler(response) => handler_response(response),
        };
        if let Ok(id) = HeaderValue::from_str(request_id) {
            response.headers_mut().insert("x-amzn-requestid", id);
        }
        response
    }
}

/// Returns a handler's response without the headers that say how it is sent.
fn handler_response(mut from: IntegrationResponse) -> Response<Full<Bytes>> {
    let mut response = response(from.status, from.body.take().unwrap_or_default());
    let is_framing = |name: &str| FRAMING_HEADERS.iter().any(|framing| name.eq_ignore_ascii_case(framing));
    for (name, value) in from.headers().filter(|(name, _)| !is_framing(name)) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
