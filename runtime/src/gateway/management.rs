//! `@connections`: what a backend asks of connections (conformance §3).

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use hyper::{Method, Response, header::HeaderValue};
use serde::Serialize;
use serde_json::json;
use websocket_api_model::limits;

use super::{
    connection::{Connection, SendError},
    deployment::Deployment,
    frame::text,
    id::Uuid,
    response::{json_response, response},
};
use crate::connection_id::has_form;

/// What went wrong, as AWS's clients know it.
#[derive(Debug)]
pub(super) enum Error {
    Gone,
    LimitExceeded,
    PayloadTooLarge,
    Forbidden(&'static str),
    BadRequest(String),
}

impl Error {
    pub(super) fn into_response(self) -> Response<Full<Bytes>> {
        let (status, kind, body) = match self {
            Error::Gone => (410, "GoneException", String::new()),
            Error::LimitExceeded => (429, "LimitExceededException", message("Rate exceeded")),
            Error::PayloadTooLarge => (413, "PayloadTooLargeException", message("Message too long")),
            Error::Forbidden(reason) => (403, "ForbiddenException", message(reason)),
            Error::BadRequest(reason) => (400, "BadRequestException", message(&reason)),
        };
        failure(status, kind, body)
    }
}

fn message(text: &str) -> String {
    json!({ "message": text }).to_string()
}

fn failure(status: u16, kind: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = answer(status, body);
    response.headers_mut().insert("x-amzn-errortype", HeaderValue::from_static(kind));
    response
}

fn answer(status: u16, body: String) -> Response<Full<Bytes>> {
    let mut response = if body.is_empty() { response(status, body) } else { json_response(status, body) };
    if let Ok(id) = Uuid::new().to_string().parse() {
        response.headers_mut().insert("x-amzn-requestid", id);
    }
    response
}

/// Does what is asked of a connection.
pub(super) fn serve(
    deployment: &Deployment,
    method: &Method,
    id: &str,
    data: &[u8],
) -> Response<Full<Bytes>> {
    if !has_form(id) {
        return Error::BadRequest(format!("Invalid connectionId: {id}")).into_response();
    }
    let Some(connection) = deployment.registry.get(id) else { return Error::Gone.into_response() };
    match *method {
        Method::POST => post(&connection, data),
        Method::GET => answer(200, json!(ConnectionInfo::of(&connection)).to_string()),
        Method::DELETE => {
            // Gone for the next call, whenever the client hears of it.
            deployment.registry.remove(id);
            connection.close();
            answer(204, String::new())
        }
        _ => Error::Forbidden(text::FORBIDDEN).into_response(),
    }
}

fn post(connection: &Connection, data: &[u8]) -> Response<Full<Bytes>> {
    if data.len() > limits::MESSAGE {
        return Error::PayloadTooLarge.into_response();
    }
    match connection.send(String::from_utf8_lossy(data).into_owned().into()) {
        Ok(()) => answer(200, String::new()),
        Err(SendError::Gone) => Error::Gone.into_response(),
        Err(SendError::Full) => Error::LimitExceeded.into_response(),
    }
}

/// What `GET` says of a connection.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConnectionInfo {
    connected_at: String,
    identity: Identity,
    last_active_at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
    source_ip: String,
    user_agent: String,
}

impl ConnectionInfo {
    pub(super) fn of(connection: &Arc<Connection>) -> Self {
        ConnectionInfo {
            connected_at: connection.connected_at.iso(),
            identity: Identity {
                source_ip: connection.identity.source_ip.to_string(),
                user_agent: connection.identity.user_agent.clone().unwrap_or_default(),
            },
            last_active_at: connection.last_active().iso(),
        }
    }
}
