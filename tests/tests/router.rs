//! The router: the arguments of handlers and the responses to events. The events are those of `tests/events`; the numbers are
//! those of AWS's developer guide, as in `tests/events/README.md`.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use websocket_api::{
    FunctionError, LambdaResponse, Router,
    event::{Event, Message},
    extract::*,
    response::*,
    websocket_api,
};
use websocket_api_tests::{
    events::{event, events_in},
    ready,
};

/// Records values for handlers that return no body.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Vec<Value>>>);

impl Recorder {
    fn push(&self, value: Value) {
        self.0.lock().expect("no panic under the lock").push(value);
    }

    fn take(&self) -> Vec<Value> {
        std::mem::take(&mut self.0.lock().expect("no panic under the lock"))
    }
}

/// A part of the state.
struct Count(usize);

impl FromRef<Recorder> for Count {
    fn from_ref(seen: &Recorder) -> Self {
        Count(seen.0.lock().expect("no panic under the lock").len())
    }
}

/// A custom extractor.
struct Upper(String);

impl<S> FromEvent<Message, S> for Upper {
    type Rejection = Rejection;

    fn from_event(request: &Request<'_>, state: &S) -> Result<Self, Rejection> {
        let Text(text) = Text::from_event(request, state)?;
        match text.is_empty() {
            true => Err(Rejection::bad_request("say something").with_status(422)),
            false => Ok(Upper(text.to_uppercase())),
        }
    }
}

websocket_api! {
    Chat {
        state: Recorder,
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            $default: fallback,
            chat: { function: chat, return_response: true },
            sendMessage: { function: chat, return_response: true },
            context: { function: context, return_response: true },
            identity: { function: identity, return_response: true },
            body: { function: body, return_response: true },
            upper: { function: upper, return_response: true },
            lenient: { function: lenient, return_response: true },
            nothing: { function: nothing, return_response: true },
            status: { function: status, return_response: true },
            fails: { function: fails, return_response: true },
            panics: panics,
            panicsAtOnce: panics_at_once,
            unwritable: { function: unwritable, return_response: true },
            raw: { function: raw, return_response: true },
            part: { function: part, return_response: true },
            endpoint: { function: endpoint, return_response: true },
            caused: caused,
            longest: { function: longest, return_response: true },
            order: { function: order, return_response: true },
            bomb: bomb,
            silent: silent,
            hides: hides,
            logs: logs,
            clings: clings,
            waits: waits,
        },
        authorizer: { type: lambda, function: authorize },
    }
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Handshake {
    room: Vec<String>,
    token: Option<String>,
    empty: Option<String>,
    refuse: Option<u16>,
    accept: Option<String>,
    error: Option<String>,
}

async fn connect(
    id: ConnectionId,
    State(seen): State<Recorder>,
    Query(query): Query<Handshake>,
    headers: Headers,
    offered: Subprotocols,
    StageVariables(variables): StageVariables,
    context: RequestContext,
) -> Result<Accept, Box<dyn std::error::Error + Send + Sync>> {
    seen.push(json!({
        "id": id,
        "query": query,
        "host": headers.get("HOST"),
        "tags": headers.0.get_all("x-tag").iter().map(|tag| tag.to_str().expect("text")).collect::<Vec<_>>(),
        "offered": offered.0,
        "variables": variables,
        "agent": context.identity.user_agent,
        "ip": context.identity.source_ip,
        "connected": context.connected_at,
    }));
    if let Some(status) = query.refuse {
        Err(Reject::status(status).body("go away").header("retry-after", "60"))?;
    }
    if let Some(error) = query.error {
        Err(error)?;
    }
    Ok(query.accept.map_or_else(Accept::new, Accept::protocol))
}

async fn disconnect(
    id: ConnectionId,
    reason: DisconnectReason,
    identity: Result<AuthorizerContext<HashMap<String, String>>, AuthorizerContextRejection>,
    State(seen): State<Recorder>,
) {
    let principal = identity.ok().and_then(|identity| identity.0.get("principalId").cloned());
    seen.push(json!({ "id": id, "code": reason.code, "reason": reason.reason, "principal": principal }));
}

async fn fallback(Text(text): Text, State(seen): State<Recorder>) {
    seen.push(json!({ "fallback": text }));
}

#[derive(Deserialize)]
struct ChatMessage {
    message: String,
}

async fn chat(Json(said): Json<ChatMessage>) -> Json<Value> {
    Json(json!({ "said": said.message }))
}

async fn context(context: RequestContext) -> Json<Value> {
    Json(json!([
        context.connection_id,
        context.route_key,
        context.request_id,
        context.extended_request_id,
        context.message_id,
        context.api_id,
        context.stage,
        context.domain_name,
        context.request_time,
        context.request_time_epoch,
        context.connected_at,
    ]))
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct User {
    principal_id: String,
    admin: bool,
    quota: u32,
    tenant: Tenant,
    nick: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Tenant {
    Acme,
}

async fn identity(AuthorizerContext(user): AuthorizerContext<User>) -> Json<User> {
    Json(user)
}

async fn body(Bytes(bytes): Bytes) -> String {
    format!("{bytes:?}")
}

async fn upper(Upper(text): Upper) -> Text {
    Text(text)
}

async fn lenient(said: Result<Json<ChatMessage>, JsonRejection>) -> &'static str {
    match said {
        Ok(_) => "fine",
        Err(JsonRejection::Syntax(_)) => "no JSON",
        Err(JsonRejection::Data(_)) => "other JSON",
        Err(_) => "no text",
    }
}

async fn nothing() -> Option<String> {
    None
}

async fn status() -> ProxyResponse {
    ProxyResponse::status(404).body("no such room").header("X-A", "1").header("x-a", "2")
}

#[derive(Debug)]
struct OutOfTea;

impl std::fmt::Display for OutOfTea {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("out of tea")
    }
}

impl std::error::Error for OutOfTea {}

async fn fails() -> Result<String, OutOfTea> {
    Err(OutOfTea)
}

async fn panics() {
    std::future::ready(()).await;
    panic!("on {}", "purpose");
}

#[allow(clippy::manual_async_fn, reason = "it panics before there is a future")]
fn panics_at_once() -> impl Future<Output = ()> + Send {
    if std::hint::black_box(true) {
        panic!("at once");
    }
    async {}
}

async fn unwritable() -> Json<HashMap<Vec<u8>, u8>> {
    Json(HashMap::from([(vec![1], 1)]))
}

async fn raw(RawEvent(event): RawEvent) -> String {
    event.request_context.route_key.unwrap_or_default()
}

async fn part(State(Count(count)): State<Count>) -> String {
    count.to_string()
}

/// An error with another one as its source.
#[derive(Debug)]
struct RejectWrapper(Reject);

impl std::fmt::Display for RejectWrapper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not let in")
    }
}

impl std::error::Error for RejectWrapper {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

async fn caused() -> Result<(), RejectWrapper> {
    Err(RejectWrapper(Reject::status(403)))
}

async fn longest(Text(length): Text) -> String {
    "x".repeat(length.parse().unwrap_or_default())
}

/// A message with each shape that serde rejects with a different message.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "read only to be refused")]
struct Order {
    action: Option<String>,
    count: Option<u8>,
    tenant: Option<Tenant>,
    mail: Option<Mail>,
    either: Option<Either>,
    pair: Option<(u8, u8)>,
    tagged: Option<Tagged>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Mail;

impl TryFrom<String> for Mail {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Err(format!("`{text}` is no address"))
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "read only to be refused")]
enum Either {
    Number(u8),
    List(Vec<u8>),
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[allow(dead_code, reason = "read only to be refused")]
enum Tagged {
    One { count: u8 },
}

async fn order(Json(_): Json<Order>) -> &'static str {
    "fine"
}

/// A value whose `Drop` panics.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            std::panic::panic_any(Bomb);
        }
    }
}

async fn bomb() {
    std::panic::panic_any(Bomb);
}

async fn silent() {
    std::panic::panic_any(7);
}

/// An error that cannot be shown.
#[derive(Debug)]
struct UndisplayableError;

impl std::fmt::Display for UndisplayableError {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        panic_in_display()
    }
}

fn panic_in_display() -> ! {
    panic!("not to be shown");
}

impl std::error::Error for UndisplayableError {}

async fn hides() -> Result<(), UndisplayableError> {
    Err(UndisplayableError)
}

async fn logs() {
    tracing::error!("{UndisplayableError}");
}

async fn clings() {
    let _bomb = Bomb;
    std::future::ready(()).await;
}

async fn waits() {
    let _bomb = Bomb;
    std::future::pending::<()>().await;
}

async fn endpoint(connections: Connections) -> String {
    format!("{connections:?}")
}

#[derive(Deserialize)]
struct Token {
    token: String,
}

async fn authorize(Query(Token { token }): Query<Token>) -> Result<Authorization, FailsToAsk> {
    #[derive(Serialize)]
    struct Context<'a> {
        tenant: &'a str,
        admin: bool,
        quota: f64,
        nick: Option<&'a str>,
    }

    let allow = Allow::new("user-7");
    let context = Context { tenant: "acme", admin: true, quota: 2.5, nick: None };
    Ok(match &*token {
        "deny" => Deny.into(),
        "stranger" => Unauthorized.into(),
        "nested" => allow.context(&json!({ "list": [1] })).into(),
        "principal" => allow.context(&json!({ "principalId": "root" })).into(),
        "bare" => allow.context(&"text").into(),
        "large" => allow.context(&json!({ "large": "x".repeat(8 * 1024) })).into(),
        "broken" => return Err(FailsToAsk),
        _ => allow.context(&context).usage_identifier_key("key").into(),
    })
}

#[derive(Debug)]
struct FailsToAsk;

impl std::fmt::Display for FailsToAsk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the directory does not answer")
    }
}

impl std::error::Error for FailsToAsk {}

fn router() -> (Router, Recorder) {
    let seen = Recorder::default();
    (Chat::router().with_state(seen.clone()), seen)
}

async fn handle(event: &str) -> Result<LambdaResponse, FunctionError> {
    router().0.handle(event.as_bytes()).await
}

fn json_of(reply: Result<LambdaResponse, FunctionError>) -> Value {
    serde_json::to_value(reply.expect("a reply")).expect("JSON")
}

/// Returns an example event after a change.
fn with(name: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(&event(name)).expect("JSON");
    change(&mut value);
    value.to_string()
}

fn message(route: &str, body: &str) -> String {
    with("message", |event| {
        event["requestContext"]["routeKey"] = route.into();
        event["body"] = body.into();
    })
}

fn connect_with(query: &Value) -> String {
    with("connect", |event| {
        event["queryStringParameters"] = query.clone();
        event.as_object_mut().expect("an object").remove("multiValueQueryStringParameters");
    })
}

fn authorizer_with(token: &str) -> String {
    with("authorizer", |event| {
        event["queryStringParameters"] = json!({ "token": token });
        event["multiValueQueryStringParameters"] = json!({ "token": [token] });
    })
}

#[tokio::test]
async fn connect_handler_gets_every_part_of_the_handshake() {
    let (router, seen) = router();
    let reply = json_of(router.handle(event("connect").as_bytes()).await);
    assert_eq!(reply, json!({ "statusCode": 200 }));
    let expected = json!({
        "id": "TX9kQcHgoAMCJ_w=",
        "query": {
            "room": ["red", "blue"], "token": "a b&c=é", "empty": "", "refuse": null, "accept": null, "error": null,
        },
        "host": "abcdef1234.execute-api.us-east-1.amazonaws.com",
        "tags": ["first", "second"],
        "offered": ["chat.v2", "chat.v1"],
        "variables": { "table": "chat-prod", "logLevel": "info" },
        "agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0",
        "ip": "203.0.113.7",
        "connected": 1_760_000_000_123_i64,
    });
    assert_eq!(seen.take(), [expected]);
}

#[tokio::test]
async fn absent_parts_of_a_handshake_are_empty() {
    let (router, seen) = router();
    json_of(router.handle(event("connect_captured").as_bytes()).await);
    let seen = &seen.take()[0];
    assert_eq!(seen["variables"], json!({}));
    assert_eq!(seen["query"]["room"], json!([]));
    assert_eq!(seen["offered"], json!([]));
    assert_eq!(seen["agent"], Value::Null);
}

#[tokio::test]
async fn offered_subprotocol_is_accepted_and_another_one_fails() {
    let reply = json_of(handle(&connect_with(&json!({ "accept": "chat.v1" }))).await);
    assert_eq!(reply, json!({ "statusCode": 200, "headers": { "Sec-WebSocket-Protocol": "chat.v1" } }));
    let error = handle(&connect_with(&json!({ "accept": "mqtt" }))).await.unwrap_err();
    assert_eq!(error.error_type(), "WebsocketApi.Reply");
    assert_eq!(
        error.message(),
        "the handler accepted the subprotocol `mqtt`, which is not among the 2 that the client offered"
    );
    assert_eq!(Subprotocols(vec!["b".into(), "a".into()]).choose(&["a", "b"]), Some("b"));
}

#[tokio::test]
async fn rejected_handshake_has_status_body_and_headers() {
    let reply = json_of(handle(&connect_with(&json!({ "refuse": "403" }))).await);
    assert_eq!(reply, json!({ "statusCode": 403, "headers": { "retry-after": "60" }, "body": "go away" }));
    let error = handle(&connect_with(&json!({ "refuse": "200" }))).await.unwrap_err();
    assert_eq!(error.message(), "a handshake is refused with a status from 300 to 599, not 200");
    let error = handle(&connect_with(&json!({ "error": "no more rooms" }))).await.unwrap_err();
    assert_eq!(error.message(), "no more rooms");
}

#[tokio::test]
async fn invalid_query_string_gives_status_400() {
    let reply = json_of(handle(&connect_with(&json!({ "refuse": "often" }))).await);
    assert_eq!(reply["statusCode"], 400);
    let body: Value = serde_json::from_str(reply["body"].as_str().expect("a string")).expect("JSON");
    assert_eq!(
        body["message"],
        "the query string does not match its type: invalid value at `refuse`, expected a whole number from 0 to 65535"
    );
    assert_eq!(body["connectionId"], "TX9kQcHgoAMCJ_w=");
}

#[tokio::test]
async fn disconnect_handler_gets_code_reason_and_principal() {
    let (router, seen) = router();
    assert_eq!(
        json_of(router.handle(event("disconnect_captured").as_bytes()).await),
        json!({ "statusCode": 200 })
    );
    json_of(router.handle(event("disconnect").as_bytes()).await);
    let seen = seen.take();
    assert_eq!(seen[0]["code"], 1005);
    assert_eq!(seen[0]["reason"], "Client-side close frame status not set");
    assert_eq!(seen[0]["principal"], Value::Null);
    assert_eq!(seen[1]["principal"], "user-7");
}

#[tokio::test]
async fn message_handler_result_becomes_the_response() {
    let reply = json_of(handle(&event("message_captured")).await);
    assert_eq!(reply, json!({ "statusCode": 200, "body": r#"{"said":"Hello from client"}"# }));
    let reply = json_of(handle(&message("nothing", "{}")).await);
    assert_eq!(reply, json!({ "statusCode": 200 }));
    let reply = json_of(handle(&message("status", "{}")).await);
    assert_eq!(reply, json!({ "statusCode": 404, "headers": { "x-a": "2" }, "body": "no such room" }));
    assert_eq!(json_of(handle(&message("raw", "{}")).await)["body"], "raw");
    assert_eq!(json_of(handle(&message("part", "{}")).await)["body"], "0");
}

#[tokio::test]
async fn request_context_has_every_value_of_the_event() {
    let reply = json_of(handle(&message("context", "{}")).await);
    let body: Value = serde_json::from_str(reply["body"].as_str().expect("a string")).expect("JSON");
    let event: Value = serde_json::from_str(&message("context", "{}")).expect("JSON");
    let names = [
        "connectionId",
        "routeKey",
        "requestId",
        "extendedRequestId",
        "messageId",
        "apiId",
        "stage",
        "domainName",
        "requestTime",
        "requestTimeEpoch",
        "connectedAt",
    ];
    for (i, name) in names.into_iter().enumerate() {
        assert_eq!(body[i], event["requestContext"][name], "{name}");
        assert!(!body[i].is_null(), "{name}");
    }
}

/// API Gateway turns the values of an authorizer's context into strings.
#[tokio::test]
async fn authorizer_context_is_parsed_from_strings() {
    let reply = json_of(handle(&message("identity", "{}")).await);
    let user: User = serde_json::from_str(reply["body"].as_str().expect("a string")).expect("JSON");
    let expected =
        User { principal_id: "user-7".into(), admin: true, quota: 25, tenant: Tenant::Acme, nick: None };
    assert_eq!(user, expected);
    let wrong = with("message", |event| {
        event["requestContext"]["routeKey"] = "identity".into();
        event["requestContext"]["authorizer"]["quota"] = "many".into();
    });
    let error = handle(&wrong).await.unwrap_err();
    assert_eq!(error.error_type(), "WebsocketApi.Rejected");
    assert!(
        error
            .message()
            .contains("invalid value at `quota`, expected a whole number of 32 bits, not negative"),
        "{error}"
    );
    let missing = with("message", |event| {
        event["requestContext"]["routeKey"] = "identity".into();
        event["requestContext"].as_object_mut().expect("an object").remove("authorizer");
    });
    let error = handle(&missing).await.unwrap_err();
    assert!(error.message().contains("the API needs an authorizer"), "{error}");
}

#[tokio::test]
async fn base64_body_is_decoded_for_bytes_text_and_json() {
    let encoded = |route: &str, body: &str| {
        with("message_base64", |event| {
            event["requestContext"]["routeKey"] = route.into();
            event["body"] = body.into();
        })
    };
    assert_eq!(json_of(handle(&encoded("body", "/wAB")).await)["body"], r#"b"\xff\0\x01""#);
    assert_eq!(json_of(handle(&encoded("upper", "aMOp")).await)["body"], "HÉ");
    assert_eq!(json_of(handle(&encoded("upper", "/wAB")).await)["statusCode"], 400);
    assert_eq!(json_of(handle(&encoded("upper", "!")).await)["statusCode"], 400);
    assert_eq!(json_of(handle(&encoded("chat", "eyJtZXNzYWdlIjoiaCJ9")).await)["body"], r#"{"said":"h"}"#);
    assert_eq!(json_of(handle(&message("upper", "")).await)["statusCode"], 422);
}

#[tokio::test]
async fn body_that_does_not_deserialize_gives_status_400() {
    let reply = json_of(handle(&message("chat", r#"{"message": 1}"#)).await);
    assert_eq!(reply["statusCode"], 400);
    let body = reply["body"].as_str().expect("a string");
    assert!(body.contains("the message does not match its type: invalid type"), "{body}");
    for (body, answer) in
        [("{", "no JSON"), ("[]", "other JSON"), (r#"{"message":"x"}"#, "fine"), ("", "no JSON")]
    {
        assert_eq!(json_of(handle(&message("lenient", body)).await)["body"], answer, "{body}");
    }
}

#[tokio::test]
async fn unknown_route_goes_to_default_or_fails_without_it() {
    let (router, seen) = router();
    json_of(router.handle(message("laterRoute", "hello").as_bytes()).await);
    assert_eq!(seen.take(), [json!({ "fallback": "hello" })]);

    websocket_api! { Small { routes: { $connect: nothing_at_all } } }
    async fn nothing_at_all() {}
    let error = Small::router().handle(message("later", "x").as_bytes()).await.unwrap_err();
    assert_eq!(error.error_type(), "WebsocketApi.UnknownRoute");
    assert!(error.message().contains("no handler for the route `later` and none for `$default`"), "{error}");
    let error = Small::router().handle(event("disconnect").as_bytes()).await.unwrap_err();
    assert!(error.message().contains("`$disconnect`"), "{error}");
    let error = Small::router().handle(event("authorizer").as_bytes()).await.unwrap_err();
    assert!(error.message().contains("no authorizer"), "{error}");
    let mixed = with("message", |event| event["requestContext"]["routeKey"] = "$connect".into());
    let error = Small::router().handle(mixed.as_bytes()).await.unwrap_err();
    assert!(
        error.message().contains("is for a `CONNECT` event, and what came is a `MESSAGE` event"),
        "{error}"
    );
}

#[tokio::test]
async fn error_or_panic_fails_one_invocation_only() {
    let (router, _) = router();
    let error = router.handle(message("fails", "{}").as_bytes()).await.unwrap_err();
    assert_eq!(error.message(), "out of tea");
    assert!(error.error_type().ends_with("::OutOfTea"), "{}", error.error_type());
    for (route, message_of_panic) in [("panics", "on purpose"), ("panicsAtOnce", "at once")] {
        let error = router.handle(message(route, "{}").as_bytes()).await.unwrap_err();
        assert_eq!(error.error_type(), "WebsocketApi.Panic");
        assert_eq!(error.message(), format!("the handler panicked: {message_of_panic}"));
    }
    let error = router.handle(message("unwritable", "{}").as_bytes()).await.unwrap_err();
    assert!(error.message().contains("key must be a string"), "{error}");
    assert_eq!(json_of(router.handle(message("nothing", "{}").as_bytes()).await)["statusCode"], 200);
}

/// Any panic fails a single event.
#[tokio::test]
async fn panic_of_any_kind_is_caught_and_logged_once() {
    let (router, _) = router();
    for (route, expected) in [
        ("bomb", "the handler panicked: no message"),
        ("silent", "the handler panicked: no message"),
        ("hides", "the handler panicked: not to be shown"),
        ("logs", "the handler panicked: not to be shown"),
        ("clings", "the handler panicked: no message"),
    ] {
        let (outcome, log) = logged(router.handle(message(route, "{}").as_bytes())).await;
        let error = outcome.unwrap_err();
        assert_eq!((error.error_type(), error.message()), ("WebsocketApi.Panic", expected), "{route}");
        assert_eq!(log.lines().count(), 1, "{route}: {log}");
    }
    // Cancelled while it waits, as at a timeout.
    let cancelled = async {
        let mut waiting = Box::pin(router.handle(message("waits", "{}").as_bytes()));
        assert!(futures_util::poll!(waiting.as_mut()).is_pending());
    };
    let ((), log) = logged(cancelled).await;
    assert!(log.contains("the handler panicked: no message") && log.contains("waits"), "{log}");
    assert_eq!(json_of(router.handle(message("nothing", "{}").as_bytes()).await)["statusCode"], 200);
}

#[tokio::test]
async fn authorizer_result_becomes_a_policy_or_an_error() {
    let arn = "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/$connect";
    let policy = |effect: &str| {
        json!({
            "Version": "2012-10-17",
            "Statement": [{ "Action": "execute-api:Invoke", "Effect": effect, "Resource": arn }],
        })
    };
    let allowed = json!({
        "principalId": "user-7",
        "policyDocument": policy("Allow"),
        "context": { "tenant": "acme", "admin": true, "quota": 2.5 },
        "usageIdentifierKey": "key",
    });
    assert_eq!(json_of(handle(&authorizer_with("good")).await), allowed);
    let denied = json!({ "principalId": "anonymous", "policyDocument": policy("Deny") });
    assert_eq!(json_of(handle(&authorizer_with("deny")).await), denied);
    // The only error message for which API Gateway answers 401.
    assert_eq!(handle(&authorizer_with("stranger")).await.unwrap_err().message(), "Unauthorized");
    let tokenless = with("authorizer", |event| {
        event["queryStringParameters"] = json!({});
        event["multiValueQueryStringParameters"] = json!({});
    });
    assert_eq!(handle(&tokenless).await.unwrap_err().message(), "Unauthorized");
    for (token, problem) in [
        (
            "nested",
            "`list` in an authorizer's context is a list; API Gateway takes strings, numbers and booleans only",
        ),
        ("principal", "`principalId` is no key of an authorizer's context"),
        ("bare", "an authorizer's context must be a struct or a map, not a string"),
        ("large", "takes up to 8192 bytes"),
        ("broken", "the directory does not answer"),
    ] {
        let error = handle(&authorizer_with(token)).await.unwrap_err();
        assert!(error.message().contains(problem), "{error}");
    }
}

/// The examples of `aws_lambda_events`.
#[tokio::test]
async fn published_example_events_are_handled() {
    let names = events_in("published");
    assert_eq!(names.len(), 4);
    for name in names {
        let event = event(&name);
        let parsed = Event::parse(event.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!parsed.connection_id().is_empty(), "{name}");
        match handle(&event).await {
            Ok(_) => {}
            // The query of that example has no token.
            Err(error) => assert_eq!(error.message(), "Unauthorized", "{name}"),
        }
    }
}

#[tokio::test]
async fn event_of_another_service_fails_with_its_kind() {
    let expected = HashMap::from([
        ("foreign/alb", "a request of a load balancer"),
        ("foreign/dynamodb", "records of `aws:dynamodb`"),
        ("foreign/empty", "an object without `requestContext.connectionId`, `routeKey` and `eventType`"),
        ("foreign/http_api", "a request of an HTTP API or a function URL"),
        ("foreign/null", "`null`"),
        ("foreign/rest_api", "a POST request of a REST API"),
        ("foreign/s3", "records of `aws:s3`"),
        ("foreign/schedule", "an event of EventBridge, `Scheduled Event` from `aws.events`"),
        ("foreign/sns", "records of `aws:sns`"),
        ("foreign/sqs", "records of `aws:sqs`"),
        ("foreign/string", "a string"),
        ("foreign/token_authorizer", "an event for a TOKEN authorizer, which WebSocket APIs do not have"),
    ]);
    for name in events_in("foreign") {
        let error = handle(&event(&name)).await.unwrap_err();
        assert_eq!(error.error_type(), "WebsocketApi.UnknownEvent", "{name}");
        let expected = format!("what came is {}", expected[&*name]);
        assert!(error.message().contains(&expected), "{name}: {error}");
    }
    for (json, expected) in [("[]", "a list"), ("7", "a number"), ("true", "a boolean")] {
        let error = handle(json).await.unwrap_err();
        assert!(error.message().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn hostile_event_fails_or_is_handled_without_a_panic() {
    let event = event("message");
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let huge = "x".repeat(6 * 1024 * 1024);
    let with_body = |body: &str| message("chat", body);
    for (hostile, ok) in [
        (event[..event.len() / 2].to_owned(), false),
        (String::new(), false),
        (deep.clone(), false),
        (event.replacen('{', &format!("{{\"extra\": {deep},"), 1), true),
        (event.replacen("\"authorizer\": {", &format!("\"authorizer\": {{\"deep\": {deep},"), 1), true),
        (event.replacen('{', "{\"body\": \"twice\",", 1), false),
        (r#"[["$default","MESSAGE","a="]]"#.to_owned(), false),
        (event.replacen("\"stage\"", "\"stage\": \"twice\", \"stage\"", 1), false),
        (with_body(&deep), true),
        (with_body(&huge), true),
        // Its reply would be as long.
        (with_body(&format!("{{\"message\": {}}}", json!(huge))), false),
        (with_body(r#"{"message":"a","message":"b"}"#), true),
    ] {
        let outcome = handle(&hostile).await;
        assert_eq!(outcome.is_ok(), ok, "{hostile:.200}: {outcome:.200?}");
    }
    let outcome = router().0.handle(b"\xff{}").await;
    assert_eq!(outcome.unwrap_err().error_type(), "WebsocketApi.MalformedEvent");
}

/// A router can be wrapped in tower layers.
#[tokio::test]
async fn router_is_a_tower_service() {
    use tower_service::Service;

    let (mut router, _) = router();
    let event = bytes::Bytes::from(message("nothing", "{}"));
    std::future::poll_fn(|context| Service::<bytes::Bytes>::poll_ready(&mut router, context)).await.unwrap();
    assert_eq!(router.call(event).await.expect("a reply").status(), 200);
    let payload = serde_json::from_str(&message("nothing", "{}")).expect("JSON");
    let event = lambda_runtime::LambdaEvent::<websocket_api::LambdaPayload>::new(payload, Default::default());
    assert_eq!(router.call(event).await.expect("a reply").status(), 200);
}

#[tokio::test]
async fn added_route_is_served_with_the_state() {
    async fn late(State(seen): State<Recorder>) {
        seen.push(json!("late"));
    }
    let seen = Recorder::default();
    let mut api = Chat::api();
    api.add_routes(websocket_api::routes! { late: late }).expect("another route");
    let router = api.with_state(seen.clone()).into_router().await.expect("a router");
    json_of(router.handle(message("late", "{}").as_bytes()).await);
    assert_eq!(seen.take(), [json!("late")]);
}

#[tokio::test]
async fn source_of_an_error_is_in_the_message_and_can_be_a_response() {
    let error = handle(&message("caused", "{}")).await.unwrap_err();
    assert_eq!(error.message(), "not let in: rejected with status 403");

    websocket_api! { Door { routes: { $connect: caused, $default: fallback_alone } } }
    async fn fallback_alone() {}
    let reply = json_of(Door::router().handle(event("connect").as_bytes()).await);
    assert_eq!(reply, json!({ "statusCode": 403 }));
    let error = Door::router().handle(event("disconnect").as_bytes()).await.unwrap_err();
    assert!(error.message().contains("no handler for the route `$disconnect`; deploy"), "{error}");
}

/// The maximum of any message to a client is 128 KB.
#[tokio::test]
async fn reply_over_131072_bytes_fails() {
    let reply = json_of(handle(&message("longest", "131072")).await);
    assert_eq!(reply["body"].as_str().expect("a string").len(), 131_072);
    let error = handle(&message("longest", "131073")).await.unwrap_err();
    assert_eq!(error.error_type(), "WebsocketApi.Reply");
}

/// The response to an unreadable message has the same maximum.
#[tokio::test]
async fn rejection_over_131072_bytes_fails() {
    let long = with("message", |event| {
        event["requestContext"]["routeKey"] = "chat".into();
        event["requestContext"]["requestId"] = "x".repeat(131_072).into();
        event["body"] = "no JSON".into();
    });
    let error = handle(&long).await.unwrap_err();
    assert_eq!(error.error_type(), "WebsocketApi.Reply");
    assert!(error.message().starts_with("reply of 131"), "{error}");
}

/// Awaits a future, and returns its output and the log.
async fn logged<T>(run: impl Future<Output = T>) -> (T, String) {
    #[derive(Clone, Default)]
    struct LogBuffer(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for LogBuffer {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("no panic under the lock").extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let written = LogBuffer::default();
    let writer = written.clone();
    let subscriber = lambda_runtime::tracing::subscriber::fmt()
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let result = run.await;
    drop(guard);
    let bytes = written.0.lock().expect("no panic under the lock").clone();
    (result, String::from_utf8(bytes).expect("text"))
}

#[tokio::test]
async fn invalid_message_is_truncated_in_log_and_error_frame() {
    let text = "s3cret-".repeat(120_000 / 7);
    for body in [
        json!(text),
        json!({ "count": text }),
        json!({ "mail": text }),
        json!({ "tenant": text }),
        json!({ &*text: 1 }),
        json!({ "either": { &*text: [text] } }),
        json!(format!("ends, expected {text}")),
    ] {
        let (reply, log) = logged(handle(&message("order", &body.to_string()))).await;
        let frame = json_of(reply)["body"].as_str().expect("a frame").to_owned();
        assert!(frame.len() < 512, "{} bytes: {frame}", frame.len());
        assert_eq!(log.lines().count(), 1, "{log}");
        assert!(log.len() < 768, "{} bytes: {log}", log.len());
        assert!(log.contains("WARN") && log.contains("line 1, column "), "{log}");
    }
}

/// The levels of `logs.md`.
#[tokio::test]
async fn each_kind_of_failure_logs_one_line_with_its_level() {
    for (event, level, text) in [
        (message("nothing", "{}"), "", ""),
        (message("chat", "7"), "WARN", "rejected"),
        (message("fails", "{}"), "ERROR", "out of tea"),
        (message("panics", "{}"), "ERROR", "on purpose"),
        (message("longest", "131073"), "ERROR", "131073"),
        (message("identity", "{}").replace("\"admin\"", "\"else\""), "ERROR", "missing field"),
        (authorizer_with("stranger"), "INFO", "unauthorized"),
        (authorizer_with("deny"), "", ""),
        (authorizer_with("broken"), "ERROR", "the directory does not answer"),
        (event("authorizer").replace("oken", "icket"), "WARN", "missing field `token`"),
        (connect_with(&json!({ "refuse": "often" })), "WARN", "invalid value at `refuse`"),
        (connect_with(&json!({ "refuse": "403" })), "", ""),
        ("{}".to_owned(), "ERROR", "this function serves a WebSocket API"),
    ] {
        let (_, log) = logged(handle(&event)).await;
        assert_eq!(log.lines().count(), usize::from(!level.is_empty()), "{event}: {log}");
        assert!(log.contains(level) && log.contains(text), "{event}: {log}");
    }
}

/// One invalid member of a map does not affect the others, and the order is kept.
#[tokio::test]
async fn invalid_headers_and_variables_are_skipped() {
    let (router, seen) = router();
    let odd = with("connect", |event| {
        event["multiValueHeaders"]["X-None"] = Value::Null;
        event["multiValueHeaders"]["x-tag"] = json!(["third", 4]);
        event["headers"]["X-None"] = Value::Null;
        event["stageVariables"]["none"] = Value::Null;
    });
    json_of(router.handle(odd.as_bytes()).await);
    let seen = &seen.take()[0];
    assert_eq!(seen["tags"], json!(["first", "second", "third"]));
    assert_eq!(seen["offered"], json!(["chat.v2", "chat.v1"]));
    assert_eq!(seen["variables"], json!({ "table": "chat-prod", "logLevel": "info" }));
    let many = with("connect", |event| {
        for i in 0..40_000 {
            event["headers"][format!("x-{i}")] = "1".into();
        }
    });
    assert_eq!(json_of(handle(&many).await)["statusCode"], 400);
}

/// Without the environment variable of the template the event gives the endpoint. Given `Connections` are used unchanged.
#[tokio::test]
async fn connections_use_the_endpoint_of_the_event_or_those_given() {
    let (router, _) = router();
    let of = async |router: &Router| json_of(router.handle(message("endpoint", "{}").as_bytes()).await);
    let body = of(&router).await["body"].to_string();
    assert!(body.contains("https://abcdef1234.execute-api.us-east-1.amazonaws.com/prod"), "{body}");
    let given = Connections::new("http://localhost:3001/dev").expect("an endpoint");
    let body = of(&router.with_connections(given.clone())).await["body"].to_string();
    assert!(body.contains("http://localhost:3001/dev"), "{body}");
    let api = Chat::api().with_connections(given).with_state(Recorder::default());
    let body = of(&api.into_router().await.expect("a router")).await["body"].to_string();
    assert!(body.contains("http://localhost:3001/dev"), "{body}");
}

/// `?` converts the two error types of this crate to each error type that programs use.
#[tokio::test]
async fn crate_errors_convert_to_the_error_types_of_handlers() {
    /// As `#[from]` derives it.
    #[derive(Debug)]
    enum Own {
        Api(websocket_api::Error),
        Connections(websocket_api::connections::Error),
    }

    impl std::fmt::Display for Own {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("something of ours")
        }
    }

    impl std::error::Error for Own {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            match self {
                Own::Api(error) => Some(error),
                Own::Connections(error) => Some(error),
            }
        }
    }

    impl From<websocket_api::Error> for Own {
        fn from(error: websocket_api::Error) -> Self {
            Own::Api(error)
        }
    }

    impl From<websocket_api::connections::Error> for Own {
        fn from(error: websocket_api::connections::Error) -> Self {
            Own::Connections(error)
        }
    }

    fn api() -> websocket_api::Result {
        Err(websocket_api::RunError::NotOnLambda.into())
    }

    macro_rules! handlers {
        ($($name:ident: $error:ty),+) => {$(
            async fn $name(Text(which): Text, connections: Connections) -> Result<(), $error> {
                match &*which {
                    "api" => api()?,
                    _ => connections.send("", "hello").await?,
                }
                Ok(())
            }
        )+};
    }

    handlers! {
        plain: websocket_api::Error,
        boxed: Box<dyn std::error::Error + Send + Sync>,
        any: anyhow::Error,
        report: eyre::Report,
        own: Own
    }

    websocket_api! {
        Errors {
            routes: { plain: plain, boxed: boxed, any: any, report: report, own: own },
            allow: [no_default_route],
        }
    }

    for route in ["plain", "boxed", "any", "report", "own"] {
        for (which, expected) in [
            ("api", "this program serves events on Lambda"),
            ("connections", "invalid connection ID: it is empty"),
        ] {
            let error = Errors::router().handle(message(route, which).as_bytes()).await.unwrap_err();
            assert!(error.message().contains(expected), "{route}: {error}");
            assert_eq!(error.message().matches(expected).count(), 1, "{route}: {error}");
        }
    }
}

#[tokio::test]
async fn boxed_error_has_a_searchable_error_type() {
    type BoxError = Box<dyn std::error::Error + Send + Sync>;

    async fn fail(Text(which): Text, connections: Connections) -> Result<(), BoxError> {
        match &*which {
            "io" => Err(std::io::Error::other("the disk is full"))?,
            "json" => drop(serde_json::from_str::<u8>("x")?),
            "connections" => connections.send("", "hello").await?,
            "own" => Err(Own("no table".into()))?,
            _ => Err("no table")?,
        }
        Ok(())
    }

    #[derive(Debug)]
    struct Own(String);

    impl std::fmt::Display for Own {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(&self.0)
        }
    }

    impl std::error::Error for Own {}

    async fn fail_with_a_box() -> Result<(), Box<Own>> {
        Err(Box::new(Own("no table".into())))
    }

    websocket_api! {
        Boxes {
            routes: { fail: fail, failWithABox: fail_with_a_box },
            allow: [no_default_route],
        }
    }

    for (route, which, expected) in [
        ("fail", "io", "std::io::error::Error"),
        ("fail", "json", "serde_json::error::Error"),
        ("fail", "connections", "websocket_api::connections::error::Error"),
        ("fail", "own", "HandlerError"),
        ("fail", "text", "HandlerError"),
        ("failWithABox", "", "router::boxed_error_has_a_searchable_error_type::{{closure}}::Own"),
    ] {
        let error = Boxes::router().handle(message(route, which).as_bytes()).await.unwrap_err();
        assert_eq!(error.error_type(), expected, "{which}: {error}");
    }
}

/// Reporters of errors print `Display` of each error in the chain.
#[tokio::test]
async fn error_chain_prints_each_cause_once() {
    use std::{error::Error, io, sync::Mutex};
    use websocket_api::{RunError, connections, gateway};

    #[derive(Debug)]
    struct Outer(io::Error);

    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("outer")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    fn outer() -> Outer {
        Outer(io::Error::other("inner"))
    }

    static ERRORS: Mutex<Vec<Box<dyn Error + Send + Sync>>> = Mutex::new(Vec::new());

    fn keep(error: impl Error + Send + Sync + 'static) {
        ERRORS.lock().expect("no panic under the lock").push(Box::new(error));
    }

    async fn connect(query: Result<Query<u8>, QueryRejection>) {
        keep(query.expect_err("no number"));
    }

    async fn read(
        json: Result<Json<u8>, JsonRejection>,
        bytes: Result<Bytes, BytesRejection>,
        context: Result<AuthorizerContext<u8>, AuthorizerContextRejection>,
    ) {
        keep(json.expect_err("no JSON"));
        bytes.map_or_else(keep, drop);
        context.map_or_else(keep, drop);
    }

    async fn raw(raw: Result<RawEvent, RawEventRejection>) {
        keep(raw.expect_err("no event of `aws_lambda_events`"));
    }

    websocket_api! {
        Rejections {
            routes: { $connect: connect, read: read, raw: raw },
            allow: [no_default_route],
        }
    }

    let router = Rejections::router();
    let mut connect_event: Value = serde_json::from_str(&event("connect")).expect("JSON");
    connect_event["queryStringParameters"] = json!({ "a": "b" });
    let mut base64: Value = serde_json::from_str(&message("read", "?")).expect("JSON");
    base64["isBase64Encoded"] = true.into();
    let mut unreadable: Value = serde_json::from_str(&message("raw", "?")).expect("JSON");
    unreadable["requestContext"]["messageDirection"] = 1.into();
    for event in [
        connect_event.to_string(),
        message("read", "?"),
        message("read", "\"text\""),
        base64.to_string(),
        unreadable.to_string(),
    ] {
        router.handle(event.as_bytes()).await.expect("a response");
    }
    keep(Event::parse(b"?").unwrap_err());
    keep(Rejection::bad_request("a reason"));
    keep(HandlerError::new(outer()));
    keep(Reject::status(403));
    keep(Deny);
    keep(Unauthorized);
    keep(connections::Error::Transport(outer().into()));
    keep(connections::Error::Serialize(serde_json::from_str::<u8>("?").unwrap_err()));
    keep(websocket_api::Error::from(connections::Error::Transport(outer().into())));
    keep(websocket_api::Error::from(RunError::RuntimeApi(outer().into())));
    keep(gateway::Error::Listen { address: None, source: io::Error::other("in use") });
    keep(gateway::Error::Threads(io::Error::other("too many")));
    keep(gateway::Error::StageUrl(connections::Error::Transport(outer().into())));
    let failed_state = Chat::api().with_state_from(|| async { Err::<Recorder, _>(outer()) });
    keep(failed_state.into_router().await.unwrap_err());

    let errors = ERRORS.lock().expect("no panic under the lock");
    assert_eq!(errors.len(), 23);
    for error in errors.iter() {
        let first: &(dyn Error + 'static) = &**error;
        let mut texts: Vec<String> = Vec::new();
        for error in std::iter::successors(Some(first), |error| (*error).source()) {
            let text = error.to_string();
            assert!(!texts.iter().any(|known| known.contains(&text)), "{text} is in {texts:?}");
            texts.push(text);
        }
    }
}

#[tokio::test]
async fn state_constructor_runs_for_the_router_only_and_its_failure_is_an_error() {
    let api = Chat::api().with_state_from(|| async { Err::<Recorder, _>("no table") });
    api.template().expect("a template");
    let error = api.into_router().await.unwrap_err();
    assert_eq!(error.to_string(), "the API's state could not be made");
    assert_eq!(format!("{error:?}"), "the API's state could not be made: no table");
    let missing = async || -> Result<Recorder, String> {
        tokio::task::yield_now().await;
        panic!("no {}", "key")
    };
    let explodes = || -> std::future::Ready<Result<Recorder, String>> { std::panic::panic_any(Bomb) };
    for api in [Chat::api().with_state_from(missing), Chat::api().with_state_from(explodes)] {
        let error = format!("{:?}", api.into_router().await.unwrap_err());
        assert!(
            error.starts_with("the API's state could not be made: its constructor panicked: no "),
            "{error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// No part of a client's value is in the log or in the response, wherever the value was.
    #[test]
    fn client_values_are_not_in_the_log_or_the_response(value in "[ -~é世\\n]{16,200}") {
        let text = json!(value);
        let order = |body: Value| message("order", &body.to_string());
        let events = [
            order(text.clone()),
            order(json!([text])),
            order(json!({ "action": [text] })),
            order(json!({ "count": text })),
            order(json!({ "tenant": text })),
            order(json!({ "mail": text })),
            order(json!({ "either": text })),
            order(json!({ "pair": [1, text] })),
            order(json!({ "tagged": { "type": text } })),
            order(json!({ "tagged": { "type": "one", "count": text } })),
            message("order", &format!("{text} {text}")),
            message("order", &value),
            connect_with(&json!({ "refuse": text })),
            connect_with(&json!({ "accept": "mqtt", "token": text })),
            with("connect", |event| event["multiValueHeaders"]["x-a"] = json!([format!("{value}\u{1}")])),
            with("connect", |event| {
                event["queryStringParameters"] = json!({ "accept": "mqtt" });
                event.as_object_mut().expect("an object").remove("multiValueQueryStringParameters");
                event["multiValueHeaders"]["Sec-WebSocket-Protocol"] = text.clone();
            }),
            with("message", |event| {
                event["requestContext"]["routeKey"] = "identity".into();
                event["requestContext"]["authorizer"]["quota"] = text.clone();
            }),
            with("message", |event| {
                event["requestContext"]["routeKey"] = "identity".into();
                event["requestContext"]["authorizer"] = text.clone();
            }),
            with("message", |event| {
                event["requestContext"]["routeKey"] = "raw".into();
                event["requestContext"]["requestTimeEpoch"] = text.clone();
            }),
            with("message", |event| {
                event["requestContext"]["routeKey"] = "raw".into();
                event["requestContext"]["status"] = text.clone();
            }),
            with("message", |event| event["body"] = json!({ "text": text })),
            with("message", |event| event["isBase64Encoded"] = text.clone()),
            with("message_base64", |event| event["body"] = text.clone()),
            authorizer_with(&value),
        ];
        for event in events {
            let (outcome, log) = ready(logged(handle(&event)));
            let said = match outcome {
                Ok(reply) => reply.body().unwrap_or_default().to_owned(),
                Err(error) => error.message().to_owned(),
            };
            let characters: Vec<char> = value.chars().collect();
            for piece in characters.windows(16) {
                let piece: String = piece.iter().collect();
                prop_assert!(!said.contains(&piece), "{piece:?} in {said}");
                prop_assert!(!log.contains(&piece), "{piece:?} in {log}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Any bytes give a response or an error.
    #[test]
    fn any_bytes_are_handled_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = ready(router().0.handle(&bytes));
    }

    /// An example event with a part removed or inserted gives a response or an error, too.
    #[test]
    fn any_damaged_event_is_handled_without_a_panic(
        name in proptest::sample::select(vec!["connect", "message", "disconnect", "authorizer", "message_base64"]),
        at in any::<proptest::sample::Index>(),
        cut in 0..40_usize,
        put in "[\\{\\}\\[\\]\",:0-9a-z\\\\ ]{0,8}",
    ) {
        let mut event = event(name).into_bytes();
        let from = at.index(event.len());
        let to = (from + cut).min(event.len());
        event.splice(from..to, put.into_bytes());
        let _ = ready(router().0.handle(&event));
    }
}
