use std::{net::SocketAddr, sync::Arc};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    HeaderMap, Response,
    header::{HOST, HeaderValue, SEC_WEBSOCKET_PROTOCOL, USER_AGENT},
    http::request,
};
use tokio::sync::mpsc;

use super::{
    authorizer::GatewayAuthorizer,
    connection::{Connection, ConnectionIdentity, IamCaller, OutgoingItem},
    event::{self, RequestParameters},
    function_response::IntegrationResponse,
    function_runner::FunctionOutcome,
    gateway_state::GatewayState,
    invocation::Invocation,
    request::{HeaderCase, QueryString},
    response::{Refusal, text},
    signature,
    stage::ACCOUNT_ID,
};

/// The request of a handshake.
pub(super) struct HandshakeRequest<'a> {
    pub(super) head: &'a request::Parts,
    pub(super) header_case: &'a HeaderCase,
    pub(super) peer: SocketAddr,
    pub(super) local_port: u16,
}

/// The connection of a successful handshake.
pub(super) struct NewConnection {
    pub(super) connection: Arc<Connection>,
    pub(super) outgoing: mpsc::UnboundedReceiver<OutgoingItem>,
    pub(super) subprotocol: Option<HeaderValue>,
}

/// Accepts or rejects a handshake, by throttle, authorizer and handler of `$connect`.
pub(super) async fn decide(
    state: &GatewayState,
    request: &HandshakeRequest<'_>,
) -> Result<NewConnection, Response<Full<Bytes>>> {
    let headers = &request.head.headers;
    let mut invocation = Invocation::connect();
    let (mut connection, outgoing) =
        Connection::new(invocation.time, identity(headers, request.peer), host(headers));
    let outcome = admit(state, request, &mut connection, &mut invocation).await;
    if let Err(refusal) = &outcome {
        invocation.error = refusal.gateway_message();
    }
    state.log_event(&connection, &invocation, outcome.as_ref().map_or_else(Refusal::status, |_| 200));
    let subprotocol =
        outcome.map_err(|refusal| refusal.into_response(&connection.id, &invocation.request_id))?;
    let connection = Arc::new(connection);
    // Posts reach the connection only now, not while its `$connect` runs (conformance 2.19).
    state.registry.add(connection.clone());
    Ok(NewConnection { connection, outgoing, subprotocol })
}

/// Returns the subprotocol of an accepted handshake.
async fn admit(
    state: &GatewayState,
    request: &HandshakeRequest<'_>,
    connection: &mut Connection,
    invocation: &mut Invocation,
) -> Result<Option<HeaderValue>, Refusal> {
    let route = state.routes.get("$connect");
    if route.is_some_and(|route| !route.admit()) {
        return Err(Refusal::new(429, text::THROTTLED));
    }
    let query = QueryString::parse(request.head.uri.query().unwrap_or_default());
    let gateway_headers = [
        ("X-Amzn-Trace-Id", trace_id(invocation)),
        ("X-Forwarded-For", connection.identity.source_ip.to_string()),
        ("X-Forwarded-Port", request.local_port.to_string()),
        ("X-Forwarded-Proto", "http".to_owned()),
    ];
    let spell = |name: &str| request.header_case.spell(name);
    let headers = event::event_headers(&request.head.headers, spell, &gateway_headers);
    match &state.authorizer {
        GatewayAuthorizer::None | GatewayAuthorizer::External => {}
        GatewayAuthorizer::Iam => connection.identity.iam = verify_caller(state, request.head)?,
        GatewayAuthorizer::Request(authorizer) => {
            // The authorizer's event has the headers of the upgrade, unlike the route's.
            let upgrade = [("Connection", "upgrade"), ("Upgrade", "websocket"), ("content-length", "0")];
            let mut headers = headers.clone();
            headers.extend(upgrade.map(|(name, value)| (name.to_owned(), value.to_owned())));
            let parameters = RequestParameters::new(&headers, &query);
            let context = authorizer
                .authorize(&state.functions, &state.stage, connection, &parameters, invocation)
                .await?;
            connection.authorizer_context = Some(context);
        }
    }
    // A route whose function exists on AWS only counts as absent.
    let Some(route) = route.filter(|route| route.is_local()) else { return Ok(None) };
    let parameters = RequestParameters::new(&headers, &query);
    let event = event::connect_event(&state.stage, connection, invocation, &parameters);
    match state.functions.invoke_route(route, event, invocation).await {
        FunctionOutcome::Response(response) if (200..300).contains(&response.status) => {
            Ok(subprotocol(&response))
        }
        FunctionOutcome::Response(response) => Err(Refusal::from_handler(response)),
        FunctionOutcome::Failed(_) => Err(Refusal::new(502, text::INTERNAL)),
        FunctionOutcome::TimedOut => Err(Refusal::new(504, text::TIMED_OUT)),
    }
}

/// Returns the subprotocol, the only header of a successful `$connect` that reaches the client (conformance 2.12).
fn subprotocol(response: &IntegrationResponse) -> Option<HeaderValue> {
    let mut headers = response.headers();
    let (_, value) = headers.find(|(name, _)| name.eq_ignore_ascii_case(SEC_WEBSOCKET_PROTOCOL.as_str()))?;
    HeaderValue::from_str(value).ok()
}

/// Returns the caller that signed the handshake; `None` if the gateway has no key to verify signatures with.
fn verify_caller(state: &GatewayState, head: &request::Parts) -> Result<Option<IamCaller>, Refusal> {
    let Some(key) = &state.settings.aws_key else { return Ok(None) };
    signature::verify(head, b"", key).map_err(|error| Refusal::new(403, error.message()))?;
    Ok(Some(IamCaller {
        account_id: ACCOUNT_ID,
        access_key: key.access_key_id.clone(),
        caller: key.access_key_id.clone(),
        user: key.access_key_id.clone(),
        user_arn: format!("arn:aws:iam::{ACCOUNT_ID}:user/local"),
    }))
}

fn identity(headers: &HeaderMap, peer: SocketAddr) -> ConnectionIdentity {
    let user_agent =
        headers.get(USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    ConnectionIdentity { iam: None, user_agent, source_ip: peer.ip().to_canonical() }
}

fn host(headers: &HeaderMap) -> String {
    headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned()
}

/// `Root=1-6731ebfc-08e1e656421db73c5d2eef31`
fn trace_id(invocation: &Invocation) -> String {
    format!("Root=1-{:08x}-{:024x}", invocation.time.millis() / 1000, fastrand::u128(..) >> 32)
}
