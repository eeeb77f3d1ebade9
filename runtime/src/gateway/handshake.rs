use std::{net::SocketAddr, sync::Arc};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    HeaderMap, Response,
    header::{HOST, HeaderName, HeaderValue, SEC_WEBSOCKET_PROTOCOL, USER_AGENT},
    http::request,
};
use tokio::sync::mpsc;

use super::{
    authorizer::{self, GatewayAuthorizer},
    connection::{Connection, IamCaller, Identity, Outgoing},
    deployment::{Deployment, Outcome},
    event::{self, Parameters},
    frame::{error_frame, text},
    header_case::HeaderCase,
    invocation::Invocation,
    query::Query,
    response::{json_response, response},
    signature,
};
use crate::response::ProxyResponse;

/// Headers that say how an answer is sent, which is not the handler's to say.
const FRAMING: [&str; 7] =
    ["connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

/// Why a handshake comes to nothing, as the client sees it.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    answer: Answer,
}

#[derive(Debug)]
enum Answer {
    /// API Gateway's own.
    Own(&'static str),
    /// The handler's.
    Handler(ProxyResponse),
}

impl Refusal {
    pub(super) fn of(status: u16, message: &'static str) -> Self {
        Refusal { status, answer: Answer::Own(message) }
    }

    fn handler(response: ProxyResponse) -> Self {
        Refusal { status: response.status, answer: Answer::Handler(response) }
    }

    fn into_response(self, connection_id: &str, request_id: &str) -> Response<Full<Bytes>> {
        let mut response = match self.answer {
            Answer::Own(message) => {
                json_response(self.status, error_frame(message, connection_id, request_id))
            }
            Answer::Handler(answer) => of_handler(answer),
        };
        if let Ok(id) = HeaderValue::from_str(request_id) {
            response.headers_mut().insert("x-amzn-requestid", id);
        }
        response
    }
}

/// What the handler answered, but for how it is sent.
fn of_handler(answer: ProxyResponse) -> Response<Full<Bytes>> {
    let mut response = response(answer.status, answer.body.unwrap_or_default());
    let is_framing = |name: &str| FRAMING.iter().any(|framing| name.eq_ignore_ascii_case(framing));
    for (name, value) in answer.headers.into_iter().filter(|(name, _)| !is_framing(name)) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A connection that may begin.
pub(super) struct Opened {
    pub(super) connection: Arc<Connection>,
    pub(super) outgoing: mpsc::UnboundedReceiver<Outgoing>,
    pub(super) protocol: Option<HeaderValue>,
}

/// Decides on a handshake: throttling, the authorizer, the handler of `$connect`.
pub(super) async fn decide(
    deployment: &Deployment,
    head: &request::Parts,
    spelling: &HeaderCase,
    peer: SocketAddr,
    local_port: u16,
) -> Result<Opened, Response<Full<Bytes>>> {
    let mut invocation = Invocation::connect();
    let (mut connection, outgoing) =
        Connection::new(invocation.time, identity(&head.headers, peer), host(&head.headers));
    let decided = admit(deployment, head, (spelling, local_port), &mut connection, &mut invocation).await;
    let status = match &decided {
        Ok(_) => 200,
        Err(refusal) => refusal.status,
    };
    if let Err(Refusal { answer: Answer::Own(message), .. }) = &decided {
        invocation.error = Some(message);
    }
    deployment.log(&connection, &invocation, status);
    let protocol =
        decided.map_err(|refusal| refusal.into_response(&connection.id, &invocation.request_id))?;
    let connection = Arc::new(connection);
    // From now on it can be posted to: not while its `$connect` ran (conformance 2.19).
    deployment.registry.add(connection.clone());
    Ok(Opened { connection, outgoing, protocol })
}

async fn admit(
    deployment: &Deployment,
    head: &request::Parts,
    (spelling, local_port): (&HeaderCase, u16),
    connection: &mut Connection,
    invocation: &mut Invocation,
) -> Result<Option<HeaderValue>, Refusal> {
    let route = deployment.routes.get("$connect");
    if route.is_some_and(|route| !route.admits()) {
        return Err(Refusal::of(429, text::THROTTLED));
    }
    let query = Query::parse(head.uri.query().unwrap_or_default());
    let added = [
        ("X-Amzn-Trace-Id", trace_id(invocation)),
        ("X-Forwarded-For", connection.identity.source_ip.to_string()),
        ("X-Forwarded-Port", local_port.to_string()),
        ("X-Forwarded-Proto", "http".to_owned()),
    ];
    let headers = event::headers(&head.headers, |name| spelling.spell(name), &added);
    match &deployment.authorizer {
        GatewayAuthorizer::None | GatewayAuthorizer::External => {}
        GatewayAuthorizer::Iam => connection.identity.iam = signed_by(deployment, head)?,
        GatewayAuthorizer::Lambda { sources, timeout } => {
            // The authorizer sees the upgrade, which the route does not.
            let upgrade = [("Connection", "upgrade"), ("Upgrade", "websocket"), ("content-length", "0")];
            let mut all = headers.clone();
            all.extend(upgrade.map(|(name, value)| (name.to_owned(), value.to_owned())));
            let parameters = Parameters::of(&all, &query);
            let asked =
                authorizer::authorize(deployment, (sources, *timeout), connection, &parameters, invocation)
                    .await;
            connection.authorizer = Some(asked?);
        }
    }
    // A route is optional, and one whose function is elsewhere counts as none.
    let Some(route) = route.filter(|route| route.is_served()) else { return Ok(None) };
    let event = event::connect(deployment, connection, invocation, &Parameters::of(&headers, &query));
    match deployment.integrate(route, event, invocation).await {
        Outcome::Reply(reply) => match reply.into_proxy() {
            Some(response) if (200..300).contains(&response.status) => Ok(protocol(&response)),
            Some(response) => Err(Refusal::handler(response)),
            None => Err(Refusal::of(500, text::INTERNAL)),
        },
        Outcome::Failed(_) => Err(Refusal::of(502, text::INTERNAL)),
        Outcome::TimedOut => Err(Refusal::of(504, text::TIMED_OUT)),
    }
}

/// The only header of a successful `$connect` that gets through (conformance 2.12).
fn protocol(response: &ProxyResponse) -> Option<HeaderValue> {
    let mut headers = response.headers.iter();
    let (_, value) = headers.find(|(name, _)| name.eq_ignore_ascii_case(SEC_WEBSOCKET_PROTOCOL.as_str()))?;
    HeaderValue::from_str(value).ok()
}

/// Who signed the handshake, if there is a key to verify signatures with.
fn signed_by(deployment: &Deployment, head: &request::Parts) -> Result<Option<IamCaller>, Refusal> {
    let Some(key) = &deployment.settings.key else { return Ok(None) };
    signature::verify(head, b"", key).map_err(|wrong| Refusal::of(403, wrong.message()))?;
    Ok(Some(IamCaller {
        account_id: authorizer::ACCOUNT_ID,
        access_key: key.access_key_id.clone(),
        caller: key.access_key_id.clone(),
        user: key.access_key_id.clone(),
        user_arn: format!("arn:aws:iam::{}:user/local", authorizer::ACCOUNT_ID),
    }))
}

fn identity(headers: &HeaderMap, peer: SocketAddr) -> Identity {
    let user_agent =
        headers.get(USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    Identity { iam: None, user_agent, source_ip: peer.ip().to_canonical() }
}

fn host(headers: &HeaderMap) -> String {
    headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned()
}

/// `Root=1-6731ebfc-08e1e656421db73c5d2eef31`
fn trace_id(invocation: &Invocation) -> String {
    format!("Root=1-{:08x}-{:024x}", invocation.time.millis() / 1000, fastrand::u128(..) >> 32)
}
