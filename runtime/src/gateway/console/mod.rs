//! The console page, and the requests of the page to the gateway.

mod description;

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Method, Response,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;

pub(super) use description::{ApiDescription, MessageSample};

use super::{
    id::new_id,
    management::{self, ConnectionStatus, ManagementError},
    registry::Registry,
    response::{json_response, text},
    stage::GatewayStage,
};
use crate::object::Object;

const PAGE: &str = include_str!("index.html");

/// The page loads nothing from other hosts, and no page embeds it.
const SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self' ws:; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The maximum number of handshakes whose headers wait; older ones are dropped.
const MAX_PENDING_HANDSHAKES: usize = 64;

/// The console of a gateway.
#[derive(Debug)]
pub(super) struct Console {
    description: ApiDescription,
    /// The headers of handshakes that are still to come, by their tickets.
    pending_handshakes: Mutex<VecDeque<(String, HandshakeHeaders)>>,
}

/// The headers that a page cannot set itself, each with its name as it was spelled.
pub(super) type HandshakeHeaders = Vec<(String, HeaderName, HeaderValue)>;

/// A resource of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ConsoleResource {
    Page,
    Description,
    Connections,
    Connection(String),
    Handshakes,
}

impl ConsoleResource {
    pub(super) fn parse(segments: &[&str]) -> Option<Self> {
        Some(match *segments {
            [""] => ConsoleResource::Page,
            ["@console", "api"] => ConsoleResource::Description,
            ["@console", "connections"] => ConsoleResource::Connections,
            ["@console", "connections", id] => ConsoleResource::Connection(id.to_owned()),
            ["@console", "handshakes"] => ConsoleResource::Handshakes,
            _ => return None,
        })
    }
}

impl Console {
    pub(super) fn new(description: ApiDescription) -> Self {
        Console { description, pending_handshakes: Mutex::default() }
    }

    pub(super) fn serve(
        &self,
        (registry, stage): (&Registry, &GatewayStage),
        resource: &ConsoleResource,
        method: &Method,
        data: &[u8],
    ) -> Response<Full<Bytes>> {
        match (resource, method) {
            (ConsoleResource::Page, &Method::GET) => page(),
            (ConsoleResource::Description, &Method::GET) => json(&self.description),
            (ConsoleResource::Connections, &Method::GET) => json(&self.connections(registry)),
            (ConsoleResource::Connection(id), _) => management::serve(registry, method, id, data),
            (ConsoleResource::Handshakes, &Method::POST) => self.add_handshake(stage, data),
            _ => ManagementError::Forbidden(text::FORBIDDEN).into_response(),
        }
    }

    /// Keeps the headers of a handshake that is still to come, and returns its path.
    fn add_handshake(&self, stage: &GatewayStage, data: &[u8]) -> Response<Full<Bytes>> {
        #[derive(Deserialize)]
        struct PendingHandshake {
            headers: Vec<(String, String)>,
        }

        let Ok(Object(PendingHandshake { headers })) = serde_json::from_slice(data) else {
            return ManagementError::BadRequest("headers are a list of pairs of texts".to_owned())
                .into_response();
        };
        let mut parsed = HandshakeHeaders::new();
        for (name, value) in headers {
            let value = HeaderValue::from_bytes(value.as_bytes());
            match (HeaderName::from_bytes(name.as_bytes()), value) {
                (Ok(key), Ok(value)) => parsed.push((name, key, value)),
                _ => {
                    return ManagementError::BadRequest(format!("no header is `{name}`, or has this value"))
                        .into_response();
                }
            }
        }
        let mut pending = self.pending_handshakes.lock().unwrap_or_else(PoisonError::into_inner);
        if pending.len() == MAX_PENDING_HANDSHAKES {
            pending.pop_front();
        }
        let ticket = new_id().trim_end_matches('=').to_owned();
        let path = format!("/@console/handshakes/{ticket}/{}", stage.name);
        pending.push_back((ticket, parsed));
        json(&json!({ "path": path }))
    }

    /// Returns all connections, with the gateway's ID: a page that is older than the gateway loads the description again.
    fn connections(&self, registry: &Registry) -> impl Serialize {
        #[derive(Serialize)]
        struct ConnectionList<'a> {
            gateway: &'a str,
            connections: Vec<ConnectionEntry>,
        }

        let connections = registry.all();
        let connections = connections.iter().map(|connection| ConnectionEntry {
            connection_id: connection.id.clone(),
            information: ConnectionStatus::new(connection),
        });
        ConnectionList { gateway: &self.description.gateway, connections: connections.collect() }
    }

    /// Removes and returns the headers of a handshake.
    pub(super) fn take_handshake(&self, ticket: &str) -> Option<HandshakeHeaders> {
        let mut pending = self.pending_handshakes.lock().unwrap_or_else(PoisonError::into_inner);
        let at = pending.iter().position(|(known, _)| known == ticket)?;
        pending.remove(at).map(|(_, headers)| headers)
    }
}

/// An entry of the list of connections.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ConnectionEntry {
    connection_id: String,
    #[serde(flatten)]
    information: ConnectionStatus,
}

fn page() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(PAGE.as_bytes())));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SECURITY_POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn json(value: &impl Serialize) -> Response<Full<Bytes>> {
    let mut response = json_response(200, serde_json::to_vec(value).unwrap_or_default());
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
