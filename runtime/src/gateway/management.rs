//! The `@connections` API: post to, get and delete a connection (conformance §3).

use bytes::Bytes;
use http_body_util::Full;
use hyper::{Method, Response, header::HeaderValue};
use serde::Serialize;
use serde_json::json;
use websocket_api_model::limits;

use super::{
    connection::{Connection, SendError},
    id::Uuid,
    registry::Registry,
    response::{json_response, response, text},
};
use crate::connection_id::has_form;

/// An error of the `@connections` API, as AWS's clients know it.
#[derive(Debug)]
pub(super) enum ManagementError {
    Gone,
    LimitExceeded,
    PayloadTooLarge,
    Forbidden(&'static str),
    BadRequest(String),
}

impl ManagementError {
    pub(super) fn into_response(self) -> Response<Full<Bytes>> {
        let (status, error_type, body) = match self {
            ManagementError::Gone => (410, "GoneException", String::new()),
            ManagementError::LimitExceeded => (429, "LimitExceededException", message_body("Rate exceeded")),
            ManagementError::PayloadTooLarge => {
                (413, "PayloadTooLargeException", message_body("Message too long"))
            }
            ManagementError::Forbidden(reason) => (403, "ForbiddenException", message_body(reason)),
            ManagementError::BadRequest(reason) => (400, "BadRequestException", message_body(&reason)),
        };
        error_response(status, error_type, body)
    }
}

fn message_body(text: &str) -> String {
    json!({ "message": text }).to_string()
}

fn error_response(status: u16, error_type: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = response_with_id(status, body);
    response.headers_mut().insert("x-amzn-errortype", HeaderValue::from_static(error_type));
    response
}

fn response_with_id(status: u16, body: String) -> Response<Full<Bytes>> {
    let mut response = if body.is_empty() { response(status, body) } else { json_response(status, body) };
    if let Ok(id) = Uuid::new().to_string().parse() {
        response.headers_mut().insert("x-amzn-requestid", id);
    }
    response
}

/// Serves a request for one connection.
pub(super) fn serve(registry: &Registry, method: &Method, id: &str, data: &[u8]) -> Response<Full<Bytes>> {
    if !has_form(id) {
        return ManagementError::BadRequest(format!("Invalid connectionId: {id}")).into_response();
    }
    let Some(connection) = registry.get(id) else { return ManagementError::Gone.into_response() };
    match *method {
        Method::POST => post(&connection, data),
        Method::GET => response_with_id(200, json!(ConnectionStatus::new(&connection)).to_string()),
        Method::DELETE => {
            // The next request gets 410, even before the client gets the close frame.
            registry.remove(id);
            connection.close();
            response_with_id(204, String::new())
        }
        _ => ManagementError::Forbidden(text::FORBIDDEN).into_response(),
    }
}

fn post(connection: &Connection, data: &[u8]) -> Response<Full<Bytes>> {
    if data.len() > limits::MESSAGE {
        return ManagementError::PayloadTooLarge.into_response();
    }
    match connection.send(String::from_utf8_lossy(data).into_owned().into()) {
        Ok(()) => response_with_id(200, String::new()),
        Err(SendError::Gone) => ManagementError::Gone.into_response(),
        Err(SendError::Full) => ManagementError::LimitExceeded.into_response(),
    }
}

/// The information about a connection that `GET` returns.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConnectionStatus {
    connected_at: String,
    identity: IdentityInfo,
    last_active_at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IdentityInfo {
    source_ip: String,
    user_agent: String,
}

impl ConnectionStatus {
    pub(super) fn new(connection: &Connection) -> Self {
        ConnectionStatus {
            connected_at: connection.connected_at.iso(),
            identity: IdentityInfo {
                source_ip: connection.identity.source_ip.to_string(),
                user_agent: connection.identity.user_agent.clone().unwrap_or_default(),
            },
            last_active_at: connection.last_active().iso(),
        }
    }
}
