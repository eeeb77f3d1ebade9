//! The requests that come over HTTP: handshakes, the `@connections` API, the console.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{HeaderMap, Method, Request, Response, Version, body::Incoming, header::HOST, http::request};
use percent_encoding::percent_decode_str;
use tokio::sync::oneshot;
use tracing::info;
use websocket_api_model::limits;

use super::{
    console::{ConsoleResource, HandshakeHeaders},
    gateway_state::GatewayState,
    handshake::{self, HandshakeRequest},
    head_recording_stream::RecordedHead,
    management::{self, ManagementError},
    origin::{self, OriginError},
    request::{BodyError, HeaderCase, read_body},
    response::{error_response, forbidden, text},
    signature::{self, SignatureError},
    socket, websocket_upgrade,
};
use crate::excerpt::excerpt;

/// The response to a request for the console that a proxy forwarded.
const FORWARDED: &str = "the console is for this machine, and a proxy forwarded this request; to allow it, start the \
                         gateway with `--allow-host` and the host that the proxy was asked for";

/// The service for one TCP connection of a client.
#[derive(Clone, Debug)]
pub(super) struct HttpService {
    state: Arc<GatewayState>,
    peer: SocketAddr,
    local_port: u16,
    head: RecordedHead,
}

/// The target of a request.
enum RequestTarget {
    /// `/{stage}`
    Stage,
    /// `/{stage}/@connections/{id}`
    Connection(String),
    Console(ConsoleResource),
    /// `/@console/handshakes/{ticket}/{stage}`: a handshake whose headers the console has sent before.
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
            [first, "@connections", id] if first == stage => RequestTarget::Connection(id.to_owned()),
            ["@console", "handshakes", ticket, last] if last == stage => {
                RequestTarget::ConsoleHandshake(ticket.to_owned())
            }
            _ => ConsoleResource::parse(&segments).map_or(RequestTarget::NotFound, RequestTarget::Console),
        }
    }
}

impl HttpService {
    pub(super) fn new(
        state: Arc<GatewayState>,
        peer: SocketAddr,
        local_port: u16,
        head: RecordedHead,
    ) -> Self {
        HttpService { state, peer, local_port, head }
    }

    pub(super) async fn serve(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        // Each request takes the recorded bytes, so that they are those of one request.
        let recorded_head = self.head.take();
        let target = RequestTarget::parse(request.uri().path(), &self.state.stage.name);
        let upgrades = request.method() == Method::GET && websocket_upgrade::is_upgrade(request.headers());
        // HTTP/1.0 requires no `Host`, and has no upgrade.
        let is_http_11 = request.version() == Version::HTTP_11;
        let needs_no_host = !is_http_11 && !request.headers().contains_key(HOST);
        if !(needs_no_host || origin::has_one_host(request.headers())) || (upgrades && !is_http_11) {
            return Ok(error_response(400, "Bad Request"));
        }
        Ok(match target {
            RequestTarget::Stage if upgrades => self.handshake(request, &recorded_head, Vec::new()).await,
            RequestTarget::ConsoleHandshake(ticket) if upgrades => match self.refuse_console(&request) {
                Some(response) => response,
                None => match self.state.console.take_handshake(&ticket) {
                    Some(headers) => self.handshake(request, &recorded_head, headers).await,
                    None => forbidden(),
                },
            },
            RequestTarget::Connection(id) => self.manage_connection(&id, request).await,
            RequestTarget::Console(resource) if !upgrades => match self.refuse_console(&request) {
                Some(response) => response,
                None => self.serve_console(&resource, request).await,
            },
            RequestTarget::Stage
            | RequestTarget::Console(_)
            | RequestTarget::ConsoleHandshake(_)
            | RequestTarget::NotFound => {
                // API Gateway logs no reason for a 403, so only this line has it.
                info!(
                    path = &*excerpt(request.uri().path()),
                    stage = self.state.stage.name,
                    upgrades,
                    "refused: nothing to serve"
                );
                forbidden()
            }
        })
    }

    /// Returns the response to a request that may not use the console: one from another machine, or from a page of another origin.
    fn refuse_console(&self, request: &Request<Incoming>) -> Option<Response<Full<Bytes>>> {
        let path = request.uri().path();
        if !origin::is_loopback(self.peer) {
            info!(path, "refused: the console is for this machine only");
            return Some(forbidden());
        }
        match origin::check_console(request.headers(), &self.state.settings.allowed_hosts).err()? {
            OriginError::ForeignOrigin => {
                info!(path, "refused: the console is for its own page, under a name that is the gateway's");
                Some(forbidden())
            }
            OriginError::Forwarded => {
                info!(path, "refused: {FORWARDED}");
                Some(ManagementError::Forbidden(FORWARDED).into_response())
            }
        }
    }

    async fn serve_console(
        self,
        resource: &ConsoleResource,
        request: Request<Incoming>,
    ) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        match read_body(body, self.state.settings.client_timeout).await {
            Ok(data) => {
                let GatewayState { console, registry, stage, .. } = &*self.state;
                console.serve((registry, stage), resource, &head.method, &data)
            }
            Err(error) => body_error(error),
        }
    }

    /// Serves a handshake, with the console's headers in place of the browser's.
    async fn handshake(
        self,
        mut request: Request<Incoming>,
        recorded_head: &[u8],
        console_headers: HandshakeHeaders,
    ) -> Response<Full<Bytes>> {
        // Taken before the check: a gateway that shuts down waits for every handshake that passes it.
        let token = self.state.trackers.work.token();
        let accept_key = match self.check_handshake(&request) {
            Ok(accept_key) => accept_key,
            Err((status, message)) => return error_response(status, message),
        };
        let mut header_case = HeaderCase::parse(recorded_head);
        let upgrade = hyper::upgrade::on(&mut request);
        let (mut head, _) = request.into_parts();
        replace_headers(&mut head.headers, &mut header_case, console_headers);
        let (sender, response) = oneshot::channel();
        // In its own task: if the client leaves, the handler of `$connect` still runs to its end, and then that of `$disconnect`.
        tokio::spawn(async move {
            let _token = token;
            let request = HandshakeRequest {
                head: &head,
                header_case: &header_case,
                peer: self.peer,
                local_port: self.local_port,
            };
            match handshake::decide(&self.state, &request).await {
                // The send fails if the client has left.
                Err(response) => _ = sender.send(response),
                Ok(new) => {
                    _ = sender.send(websocket_upgrade::switching_protocols(&accept_key, new.subprotocol));
                    let run = socket::run(self.state.clone(), new.connection, new.outgoing, upgrade);
                    self.state.trackers.work.spawn(run);
                }
            }
        });
        response.await.unwrap_or_else(|_| error_response(500, text::INTERNAL))
    }

    /// Returns the value of `Sec-WebSocket-Accept`, or the status and the message of an error.
    fn check_handshake(&self, request: &Request<Incoming>) -> Result<String, (u16, &'static str)> {
        if self.state.trackers.shutdown.is_cancelled() {
            return Err((503, "Service Unavailable"));
        }
        let length = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
        if length > limits::URL {
            return Err((414, "URI Too Long"));
        }
        websocket_upgrade::accept_key(request.headers()).ok_or((400, "Bad Request"))
    }

    async fn manage_connection(self, id: &str, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        if !origin::is_trusted(&head.headers, &self.state.settings.allowed_hosts) {
            info!(
                "refused: `@connections` is not for pages of other origins, and not under names that are not the gateway's"
            );
            return ManagementError::Forbidden(text::FORBIDDEN).into_response();
        }
        let data = match read_body(body, self.state.settings.client_timeout).await {
            Ok(data) => data,
            Err(error) => return body_error(error),
        };
        match self.check_signature(&head, &data) {
            Ok(()) if head.method == Method::POST && !self.state.admit_post() => {
                ManagementError::LimitExceeded.into_response()
            }
            Ok(()) => management::serve(&self.state.registry, &head.method, id, &data),
            Err(error) => ManagementError::Forbidden(error.message()).into_response(),
        }
    }

    /// Checks that a request is signed, with the gateway's key if it has one.
    fn check_signature(&self, head: &request::Parts, data: &[u8]) -> Result<(), SignatureError> {
        match &self.state.settings.aws_key {
            Some(key) => signature::verify(head, data, key),
            None => signature::require_signature(head),
        }
    }
}

fn replace_headers(headers: &mut HeaderMap, header_case: &mut HeaderCase, replacements: HandshakeHeaders) {
    for (_, key, _) in &replacements {
        headers.remove(key);
    }
    for (name, key, value) in replacements {
        headers.append(key, value);
        header_case.add(&name);
    }
}

fn body_error(error: BodyError) -> Response<Full<Bytes>> {
    match error {
        BodyError::TooLarge => ManagementError::PayloadTooLarge.into_response(),
        BodyError::TimedOut => error_response(408, "Request Timeout"),
    }
}
