//! The console page, and what it asks of the gateway.

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

pub(super) use description::{Description, MessageSample};

use super::{
    deployment::Deployment,
    frame::text,
    id::new_id,
    management::{ConnectionInfo, Error, serve},
    response::json_response,
};
use crate::object::Object;

const PAGE: &str = include_str!("index.html");

/// Nothing from elsewhere, and in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self' ws:; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Handshakes that are announced and not made yet; older ones are forgotten.
const MAX_PENDING_HANDSHAKES: usize = 64;

/// What of the gateway is the console's.
#[derive(Debug)]
pub(super) struct Console {
    description: Description,
    announced: Mutex<VecDeque<(String, Headers)>>,
}

/// The headers that a page cannot set itself, each with its name as it was spelled.
pub(super) type Headers = Vec<(String, HeaderName, HeaderValue)>;

/// What a request of the console's is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resource {
    Page,
    Description,
    Connections,
    Connection(String),
    Handshakes,
}

impl Resource {
    pub(super) fn of(segments: &[&str]) -> Option<Self> {
        Some(match *segments {
            [""] => Resource::Page,
            ["@console", "api"] => Resource::Description,
            ["@console", "connections"] => Resource::Connections,
            ["@console", "connections", id] => Resource::Connection(id.to_owned()),
            ["@console", "handshakes"] => Resource::Handshakes,
            _ => return None,
        })
    }
}

impl Console {
    pub(super) fn new(description: Description) -> Self {
        Console { description, announced: Mutex::default() }
    }

    pub(super) fn serve(
        &self,
        deployment: &Deployment,
        resource: &Resource,
        method: &Method,
        data: &[u8],
    ) -> Response<Full<Bytes>> {
        match (resource, method) {
            (Resource::Page, &Method::GET) => page(),
            (Resource::Description, &Method::GET) => answer(&self.description),
            (Resource::Connections, &Method::GET) => answer(&self.connections(deployment)),
            (Resource::Connection(id), _) => serve(deployment, method, id, data),
            (Resource::Handshakes, &Method::POST) => self.announce(deployment, data),
            _ => Error::Forbidden(text::FORBIDDEN).into_response(),
        }
    }

    /// Takes the headers of a handshake that is to come.
    fn announce(&self, deployment: &Deployment, data: &[u8]) -> Response<Full<Bytes>> {
        #[derive(Deserialize)]
        struct Handshake {
            headers: Vec<(String, String)>,
        }

        let Ok(Object(Handshake { headers })) = serde_json::from_slice(data) else {
            return Error::BadRequest("headers are a list of pairs of texts".to_owned()).into_response();
        };
        let mut parsed = Headers::new();
        for (name, value) in headers {
            let value = HeaderValue::from_bytes(value.as_bytes());
            match (HeaderName::from_bytes(name.as_bytes()), value) {
                (Ok(key), Ok(value)) => parsed.push((name, key, value)),
                _ => {
                    return Error::BadRequest(format!("no header is `{name}`, or has this value"))
                        .into_response();
                }
            }
        }
        let mut announced = self.announced.lock().unwrap_or_else(PoisonError::into_inner);
        if announced.len() == MAX_PENDING_HANDSHAKES {
            announced.pop_front();
        }
        let ticket = new_id().trim_end_matches('=').to_owned();
        let path = format!("/@console/handshakes/{ticket}/{}", deployment.stage);
        announced.push_back((ticket, parsed));
        answer(&json!({ "path": path }))
    }

    /// All connections, and of which gateway: a page that outlived it looks at the API anew.
    fn connections(&self, deployment: &Deployment) -> impl Serialize {
        #[derive(Serialize)]
        struct Connections<'a> {
            gateway: &'a str,
            connections: Vec<Listed>,
        }

        let listed = deployment.registry.all();
        let listed = listed.iter().map(|connection| Listed {
            connection_id: connection.id.clone(),
            information: ConnectionInfo::of(connection),
        });
        Connections { gateway: &self.description.gateway, connections: listed.collect() }
    }

    /// The headers that were announced for a handshake.
    pub(super) fn redeem(&self, ticket: &str) -> Option<Headers> {
        let mut announced = self.announced.lock().unwrap_or_else(PoisonError::into_inner);
        let at = announced.iter().position(|(known, _)| known == ticket)?;
        announced.remove(at).map(|(_, headers)| headers)
    }
}

/// One of all connections.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    connection_id: String,
    #[serde(flatten)]
    information: ConnectionInfo,
}

fn page() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(PAGE.as_bytes())));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn answer(value: &impl Serialize) -> Response<Full<Bytes>> {
    let mut response = json_response(200, serde_json::to_vec(value).unwrap_or_default());
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
