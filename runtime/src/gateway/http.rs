//! What comes over HTTP: handshakes, `@connections`, the console.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode, Version,
    body::Incoming,
    header::{
        CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
        SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
    },
    http::request,
};
use percent_encoding::percent_decode_str;
use tokio::{sync::oneshot, time::timeout};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tracing::info;
use websocket_api_model::limits;

use super::{
    console,
    deployment::Deployment,
    frame::{error_frame, text},
    handshake,
    head_recording_stream::Head,
    header_case::HeaderCase,
    id::new_id,
    management::{self, Error},
    origin::{self, OriginError},
    response::json_response,
    signature, socket,
};
use crate::excerpt::excerpt;

/// Bytes of a body that are read: enough that a client which sent somewhat too much is told so.
const BODY_LIMIT: usize = 8 * limits::MESSAGE;

/// The answer to a request for the console that a proxy forwarded.
const FORWARDED: &str = "the console is for this machine, and a proxy forwarded this request; to allow it, start the \
                         gateway with `--allow-host` and the host that the proxy was asked for";

/// A client's TCP connection.
#[derive(Clone, Debug)]
pub(super) struct Client {
    pub(super) deployment: Arc<Deployment>,
    pub(super) peer: SocketAddr,
    pub(super) port: u16,
    pub(super) head: Head,
}

/// Where a request goes.
enum RequestTarget {
    /// `/{stage}`
    Stage,
    /// `/{stage}/@connections/{id}`
    Connections(String),
    Console(console::Resource),
    /// `/@console/handshakes/{ticket}/{stage}`: a handshake of the console's.
    ConsoleHandshake(String),
    NotFound,
}

impl RequestTarget {
    fn parse(path: &str, stage: &str) -> Self {
        let decode = |segment| percent_decode_str(segment).decode_utf8_lossy().into_owned();
        let segments: Vec<String> = path.strip_prefix('/').unwrap_or(path).split('/').map(decode).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match *segments {
            [first] | [first, ""] if first == stage => RequestTarget::Stage,
            [first, "@connections", id] if first == stage => RequestTarget::Connections(id.to_owned()),
            ["@console", "handshakes", ticket, last] if last == stage => {
                RequestTarget::ConsoleHandshake(ticket.to_owned())
            }
            _ => console::Resource::of(&segments).map_or(RequestTarget::NotFound, RequestTarget::Console),
        }
    }
}

impl Client {
    pub(super) async fn serve(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        // Taken for every request, so that it is that of this one.
        let spelling = self.head.take();
        let target = RequestTarget::parse(request.uri().path(), &self.deployment.stage);
        let upgrades = request.method() == Method::GET && is_upgrade(request.headers());
        // HTTP/1.0 requires no `Host`, and has no upgrade.
        let is_current = request.version() == Version::HTTP_11;
        let needs_no_host = !is_current && !request.headers().contains_key(HOST);
        if !(needs_no_host || origin::has_one_host(request.headers())) || (upgrades && !is_current) {
            return Ok(refusal(400, "Bad Request"));
        }
        Ok(match target {
            RequestTarget::Stage if upgrades => self.handshake(request, &spelling, Vec::new()).await,
            RequestTarget::ConsoleHandshake(ticket) if upgrades => match self.refuse_console(&request) {
                Some(response) => response,
                None => match self.deployment.console.redeem(&ticket) {
                    Some(announced) => self.handshake(request, &spelling, announced).await,
                    None => forbidden(),
                },
            },
            RequestTarget::Connections(id) => self.manage(&id, request).await,
            RequestTarget::Console(resource) if !upgrades => match self.refuse_console(&request) {
                Some(response) => response,
                None => self.console(&resource, request).await,
            },
            RequestTarget::Stage
            | RequestTarget::Console(_)
            | RequestTarget::ConsoleHandshake(_)
            | RequestTarget::NotFound => {
                // API Gateway logs no reason for a 403, so it is found here only.
                info!(
                    path = &*excerpt(request.uri().path()),
                    stage = self.deployment.stage,
                    upgrades,
                    "refused: nothing to serve"
                );
                forbidden()
            }
        })
    }

    /// Refuses a request that may not use the console, which is for this machine, and for no page but its own.
    fn refuse_console(&self, request: &Request<Incoming>) -> Option<Response<Full<Bytes>>> {
        let path = request.uri().path();
        if !origin::is_loopback(self.peer) {
            info!(path, "refused: the console is for this machine only");
            return Some(forbidden());
        }
        match origin::check_console(request.headers(), &self.deployment.settings.hosts).err()? {
            OriginError::Origin => {
                info!(path, "refused: the console is for its own page, under a name that is the gateway's");
                Some(forbidden())
            }
            OriginError::Forwarded => {
                info!(path, "refused: {FORWARDED}");
                Some(Error::Forbidden(FORWARDED).into_response())
            }
        }
    }

    async fn console(
        self,
        resource: &console::Resource,
        request: Request<Incoming>,
    ) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        match read(body, self.deployment.settings.client_timeout).await {
            Ok(data) => self.deployment.console.serve(&self.deployment, resource, &head.method, &data),
            Err(response) => response,
        }
    }

    async fn handshake(
        self,
        mut request: Request<Incoming>,
        spelling: &[u8],
        announced: console::Headers,
    ) -> Response<Full<Bytes>> {
        // Whoever stops the gateway waits for what was let in before.
        let work = self.deployment.work.token();
        if self.deployment.closing.is_cancelled() {
            return refusal(503, "Service Unavailable");
        }
        let length = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
        if length > limits::URL {
            return refusal(414, "URI Too Long");
        }
        let key = only(request.headers(), &SEC_WEBSOCKET_KEY).filter(|key| is_key(key.as_bytes()));
        let key = key.map(|key| derive_accept_key(key.as_bytes()));
        let (Some(accept), true) = (key, is_version_13(request.headers())) else {
            return refusal(400, "Bad Request");
        };
        let mut spelling = HeaderCase::read(spelling);
        let upgrade = hyper::upgrade::on(&mut request);
        let (mut head, _) = request.into_parts();
        let (decided, decision) = oneshot::channel();
        // On its own: whether or not the client is still there, the handler of `$connect` runs to its end, and then that of
        // `$disconnect`.
        tokio::spawn(async move {
            let _work = work;
            // In the place of the browser's own.
            for (_, key, _) in &announced {
                head.headers.remove(key);
            }
            for (name, key, value) in announced {
                head.headers.append(key, value);
                spelling.add(&name);
            }
            match handshake::decide(&self.deployment, &head, &spelling, self.peer, self.port).await {
                // Nobody is there to hear of it.
                Err(response) => _ = decided.send(response),
                Ok(opened) => {
                    _ = decided.send(switching(&accept, opened.protocol));
                    let run =
                        socket::run(self.deployment.clone(), opened.connection, opened.outgoing, upgrade);
                    self.deployment.work.spawn(run);
                }
            }
        });
        decision.await.unwrap_or_else(|_| refusal(500, text::INTERNAL))
    }

    async fn manage(self, id: &str, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        if !origin::is_trusted(&head.headers, &self.deployment.settings.hosts) {
            info!(
                "refused: `@connections` is not for pages of other origins, and not under names that are not the gateway's"
            );
            return Error::Forbidden(text::FORBIDDEN).into_response();
        }
        let data = match read(body, self.deployment.settings.client_timeout).await {
            Ok(data) => data,
            Err(response) => return response,
        };
        match self.authorize(&head, &data) {
            Ok(()) if head.method == Method::POST && !self.deployment.admits_post() => {
                Error::LimitExceeded.into_response()
            }
            Ok(()) => management::serve(&self.deployment, &head.method, id, &data),
            Err(wrong) => Error::Forbidden(wrong.message()).into_response(),
        }
    }

    /// A call must be signed; with what key is verified if there is one to verify with.
    fn authorize(&self, head: &request::Parts, data: &[u8]) -> Result<(), signature::SignatureError> {
        match &self.deployment.settings.key {
            Some(key) => signature::verify(head, data, key),
            None => signature::require_signature(head),
        }
    }
}

/// The body of a request, up to what anything here takes.
async fn read(body: Incoming, timeout_duration: Duration) -> Result<Bytes, Response<Full<Bytes>>> {
    match timeout(timeout_duration, Limited::new(body, BODY_LIMIT).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(_)) => Err(Error::PayloadTooLarge.into_response()),
        Err(_) => Err(refusal(408, "Request Timeout")),
    }
}

fn is_upgrade(headers: &HeaderMap) -> bool {
    has_token(headers, &CONNECTION, "upgrade") && has_token(headers, &UPGRADE, "websocket")
}

fn is_version_13(headers: &HeaderMap) -> bool {
    only(headers, &SEC_WEBSOCKET_VERSION).is_some_and(|version| version.as_bytes() == b"13")
}

/// The value of a header that a request has once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

/// Sixteen bytes, whatever they are.
fn is_key(key: &[u8]) -> bool {
    STANDARD.decode(key).is_ok_and(|bytes| bytes.len() == 16)
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(token))
}

fn switching(accept: &str, protocol: Option<HeaderValue>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(accept) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    if let Some(protocol) = protocol {
        headers.insert(SEC_WEBSOCKET_PROTOCOL, protocol);
    }
    response
}

/// Whatever is not there, as API Gateway answers it (conformance 2.6), and as AWS's clients know it (conformance 3.6): their
/// endpoint may be that of another stage.
fn forbidden() -> Response<Full<Bytes>> {
    let mut response = refusal(403, text::FORBIDDEN);
    response.headers_mut().insert("x-amzn-errortype", HeaderValue::from_static("ForbiddenException"));
    response
}

fn refusal(status: u16, message: &str) -> Response<Full<Bytes>> {
    json_response(status, error_frame(message, &new_id(), &new_id()))
}
