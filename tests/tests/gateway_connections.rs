//! The `@connections` API of the local gateway, byte by byte: requests written by hand, the handlers' `Connections`, and
//! the console's API. The numbers are those of `gateway::conformance`.

use std::{
    fmt::Display,
    net::{IpAddr, SocketAddr, UdpSocket},
    time::{Duration, Instant, UNIX_EPOCH},
};

use serde::Deserialize;
use serde_json::{Value, json};
use websocket_api::{
    ConnectionId,
    connections::Error,
    extract::{Connections, Json, State},
    gateway::Gateway,
    websocket_api,
};
use websocket_api_tests::gateway::{
    Answer, CONTINUATION, EventJson, FIN, Frame, RawConnection, Request, Spy, TEXT, error_ids, soon,
};

/// A valid connection ID without a connection.
const UNKNOWN_ID: &str = "BFaT_fALIAMCKug=";

websocket_api! {
    Desk {
        state: Spy,
        routes: { $connect: connect, $disconnect: disconnect, $default: { function: ask, return_response: true } },
    }
}

/// Reports the results of calls for a client's own connection while `$connect` runs.
async fn connect(
    id: ConnectionId,
    connections: Connections,
    EventJson(event): EventJson,
    State(spy): State<Spy>,
) {
    let event: Value = serde_json::from_str(&event).expect("JSON");
    let gone = [
        connections.send(&id, "welcome").await.expect_err("too early").is_gone(),
        connections.get(&id).await.expect_err("too early").is_gone(),
        connections.close(&id).await.expect_err("too early").is_gone(),
    ];
    spy.record(json!({
        "connect": id.as_str(),
        "gone": gone,
        "headers": event["headers"],
        "multiValueHeaders": event["multiValueHeaders"],
        "connectedAt": event["requestContext"]["connectedAt"],
    }));
}

async fn disconnect(EventJson(event): EventJson, State(spy): State<Spy>) {
    let event: Value = serde_json::from_str(&event).expect("JSON");
    let context = &event["requestContext"];
    spy.record(json!({
        "disconnect": context["connectionId"],
        "code": context["disconnectStatusCode"],
        "reason": context["disconnectReason"],
    }));
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Call {
    Post(String),
    Get(String),
    Close(String),
    Broadcast(Vec<String>),
}

/// Calls the `@connections` API as the client requests.
async fn ask(
    Json(asked): Json<Call>,
    connections: Connections,
) -> Result<Json<Value>, Box<dyn std::error::Error + Send + Sync>> {
    let done = match asked {
        Call::Post(id) => connections.send(id, "posted").await.map(|()| json!("done")),
        Call::Get(id) => connections.get(id).await.map(|info| {
            let since = info.connected_at.duration_since(UNIX_EPOCH).unwrap_or_default();
            json!([since.as_millis(), info.source_ip, info.user_agent])
        }),
        Call::Close(id) => connections.close(id).await.map(|()| json!("done")),
        Call::Broadcast(ids) => {
            let report = connections.broadcast(ids, "broadcast").await;
            let gone: Vec<&str> = report.gone.iter().map(ConnectionId::as_str).collect();
            Ok(json!([report.sent, gone, report.failed.len()]))
        }
    };
    match done {
        Ok(done) => Ok(Json(done)),
        Err(Error::Gone) => Ok(Json(json!("gone"))),
        Err(error) => Err(error)?,
    }
}

/// A client and its connection ID.
struct Client {
    connection: RawConnection,
    id: String,
}

impl Client {
    async fn connect(gateway: &Gateway, spy: &Spy) -> Self {
        let connection = RawConnection::connect(gateway).await;
        let told = spy.next().await;
        Client { connection, id: told["connect"].as_str().expect("an id").to_owned() }
    }

    /// Returns the reply to a message.
    async fn ask(&mut self, asked: Value) -> Value {
        self.connection.say(&asked.to_string()).await;
        serde_json::from_str(&self.connection.hear().await).expect("JSON")
    }
}

async fn gateway() -> (Gateway, Spy) {
    let spy = Spy::default();
    let gateway = Desk::api().with_state(spy.clone()).serve("127.0.0.1:0").await.expect("a gateway");
    (gateway, spy)
}

/// A request for this path with an unverified signature: a gateway without a key does not verify it.
fn call(method: &str, target: impl Display) -> Request {
    call_unsigned(method, target).header("X-Amz-Date", "20241111T134546Z").header(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20241111/us-east-1/execute-api/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature=00",
    )
}

fn call_unsigned(method: &str, target: impl Display) -> Request {
    Request::new(method, target).header("Host", "127.0.0.1")
}

fn post(id: &str, data: impl Into<Vec<u8>>) -> Request {
    call("POST", format!("/dev/@connections/{id}")).body(data)
}

/// Returns the response to a request on a new connection.
async fn send(gateway: &Gateway, request: &Request) -> Answer {
    RawConnection::open(gateway.address()).await.ask(request).await
}

/// Asserts that a call fails with an error that AWS's clients understand.
async fn assert_fails(gateway: &Gateway, request: &Request, status: u16, kind: &str, body: &str) {
    let answer = send(gateway, request).await;
    assert_eq!((answer.status, &*answer.body), (status, body), "{request:?}");
    assert_eq!(answer.header("x-amzn-errortype"), Some(kind), "{request:?}");
    let has_body = !body.is_empty();
    assert_eq!(answer.header("content-type"), has_body.then_some("application/json"), "{request:?}");
}

async fn assert_forbidden(gateway: &Gateway, request: &Request) {
    assert_fails(gateway, request, 403, "ForbiddenException", r#"{"message":"Forbidden"}"#).await;
}

/// Asserts that a path gets 403 (2.6) as any unknown path, with an error type for AWS's clients.
async fn assert_not_found(gateway: &Gateway, request: &Request) {
    let answer = send(gateway, request).await;
    assert_eq!(answer.status, 403, "{request:?}");
    assert_eq!(answer.header("x-amzn-errortype"), Some("ForbiddenException"), "{request:?}");
    error_ids(&answer.body, "Forbidden");
}

/// A time as `2024-11-11T13:45:46.514Z`.
fn time(value: &Value) -> &str {
    let text = value.as_str().expect("a text");
    let form = |byte: u8| if byte.is_ascii_digit() { '0' } else { char::from(byte) };
    assert!(text.bytes().map(form).eq("0000-00-00T00:00:00.000Z".chars()), "{text}");
    text
}

/// 3.1, 3.5: 200 without a body, and the client receives the message as text.
#[tokio::test]
async fn post_reaches_the_client_as_text() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    for text in ["hello", "h\u{e9}llo", r#"{"a":1}"#, ""] {
        let answer = send(&gateway, &post(&client.id, text)).await;
        assert_eq!((answer.status, &*answer.body), (200, ""));
        assert_eq!(client.connection.frame().await, Some(Frame::text(text)));
    }
    gateway.stop().await;
}

/// 3.5: invalid UTF-8 is replaced, and sent as text.
#[tokio::test]
async fn post_of_invalid_utf8_has_replacement_characters() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    assert_eq!(send(&gateway, &post(&client.id, b"caf\xe9 \xff!")).await.status, 200);
    assert_eq!(client.connection.frame().await, Some(Frame::text("caf\u{fffd} \u{fffd}!")));
    gateway.stop().await;
}

/// 3.4: a message has a maximum of 131,072 bytes, and reaches the client in frames of 32,768.
#[tokio::test]
async fn post_over_131072_bytes_gets_413_and_shorter_ones_come_in_frames() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    let too_long = r#"{"message":"Message too long"}"#;
    for size in [131_073, 1_048_576] {
        let large = post(&client.id, vec![b'x'; size]);
        assert_fails(&gateway, &large, 413, "PayloadTooLargeException", too_long).await;
    }
    for (size, frames) in [
        (32_768, &[(FIN | TEXT, 32_768)][..]),
        (32_769, &[(TEXT, 32_768), (FIN | CONTINUATION, 1)]),
        (
            131_072,
            &[(TEXT, 32_768), (CONTINUATION, 32_768), (CONTINUATION, 32_768), (FIN | CONTINUATION, 32_768)],
        ),
    ] {
        assert_eq!(send(&gateway, &post(&client.id, vec![b'x'; size])).await.status, 200);
        for (first, size) in frames {
            let frame = client.connection.frame().await.expect("a frame");
            assert_eq!((frame.first, frame.payload.len()), (*first, *size));
        }
    }
    gateway.stop().await;
}

/// 3.1, 3.3: the complete description of a connection.
#[tokio::test]
async fn get_returns_times_and_identity_of_the_connection() {
    let (gateway, spy) = gateway().await;
    let nameless = Client::connect(&gateway, &spy).await;
    let handshake = Request::handshake("/dev").header("User-Agent", "test/1");
    let mut named = RawConnection::connect_with(&gateway, &handshake).await;
    let id = spy.next().await["connect"].as_str().expect("an id").to_owned();

    let mut before = String::new();
    for (id, agent) in [(&nameless.id, ""), (&id, "test/1"), (&id, "test/1")] {
        let answer = send(&gateway, &call("GET", format!("/dev/@connections/{id}"))).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
        let said: Value = serde_json::from_str(&answer.body).expect("JSON");
        let (connected, active) = (time(&said["connectedAt"]), time(&said["lastActiveAt"]));
        let identity = json!({ "sourceIp": "127.0.0.1", "userAgent": agent });
        assert_eq!(said, json!({ "connectedAt": connected, "identity": identity, "lastActiveAt": active }));
        assert!(connected <= active && *before <= *active, "{before} {said}");
        // A post updates `lastActiveAt`.
        before = time(&said["lastActiveAt"]).to_owned();
        assert_eq!(send(&gateway, &post(id, "hello")).await.status, 200);
    }
    assert_eq!(named.hear().await, "hello");
    gateway.stop().await;
}

/// 3.1, 3.12, 2.18: 204, and the client sees 1000; `$disconnect` runs.
#[tokio::test]
async fn delete_closes_with_1000_and_runs_disconnect_once() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    assert_eq!(send(&gateway, &post(&client.id, "goodbye")).await.status, 200);
    let delete = call("DELETE", format!("/dev/@connections/{}", client.id));
    let answer = send(&gateway, &delete).await;
    assert_eq!((answer.status, &*answer.body), (204, ""));
    // The connection is gone at once, even before the client answers.
    for again in
        [&delete, &post(&client.id, "hello"), &call("GET", format!("/dev/@connections/{}", client.id))]
    {
        assert_fails(&gateway, again, 410, "GoneException", "").await;
    }
    assert_eq!(client.connection.hear().await, "goodbye");
    assert_eq!(client.connection.receive_close().await, (1000, "Connection Closed Normally".to_owned()));
    let told = json!({ "disconnect": client.id, "code": 1000, "reason": "Connection Closed Normally" });
    assert_eq!(spy.next().await, told);
    gateway.stop().await;
    assert_eq!(spy.rest(), Vec::<Value>::new());
}

/// 3.2, 3.6: 410 with AWS's error type and no body, for an ID that never existed and for a closed connection.
#[tokio::test]
async fn call_for_a_closed_connection_gets_410() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    client.connection.shutdown_write().await;
    client.connection.read_to_end().await;
    assert_eq!(spy.next().await["disconnect"], *client.id);
    for id in [UNKNOWN_ID, &client.id] {
        for method in ["POST", "GET", "DELETE"] {
            assert_fails(
                &gateway,
                &call(method, format!("/dev/@connections/{id}")),
                410,
                "GoneException",
                "",
            )
            .await;
        }
    }
    gateway.stop().await;
}

/// 3.6: 400 for text that cannot be an ID; the message has the decoded text.
#[tokio::test]
async fn call_for_an_invalid_connection_id_gets_400() {
    let (gateway, _) = gateway().await;
    for (path, id) in [
        ("abc", "abc"),
        ("BFaT_fALIAMCKug", "BFaT_fALIAMCKug"),
        ("BFaT_fALIAMCKug%3D%3D", "BFaT_fALIAMCKug=="),
        // Encoded twice.
        ("BFaT_fALIAMCKug%253D", "BFaT_fALIAMCKug%3D"),
        ("BFaT%2FfALIAMCKug=", "BFaT/fALIAMCKug="),
        ("6f1cbf4c-1a8e-4b8e-9d1e-2a4f6a3b7c5d", "6f1cbf4c-1a8e-4b8e-9d1e-2a4f6a3b7c5d"),
        ("%22%C3%A9", "\"\u{e9}"),
    ] {
        let body = json!({ "message": format!("Invalid connectionId: {id}") }).to_string();
        for method in ["POST", "GET", "DELETE"] {
            let wrong = call(method, format!("/dev/@connections/{path}"));
            assert_fails(&gateway, &wrong, 400, "BadRequestException", &body).await;
        }
    }
    gateway.stop().await;
}

/// 3.6: an ID of the right form that never existed is gone, whatever the bits that its last character leaves unused.
#[tokio::test]
async fn call_for_an_id_of_the_right_form_gets_410() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut ids: Vec<String> = letters.chars().map(|last| format!("BFaT_fALIAMCKu{last}=")).collect();
    ids.sort();
    for id in &ids {
        assert_fails(&gateway, &post(id, "hello"), 410, "GoneException", "").await;
    }
    let mut report = client.ask(json!({ "broadcast": ids })).await;
    if let Some(gone) = report[1].as_array_mut() {
        gone.sort_by_key(Value::to_string);
    }
    assert_eq!(report, json!([0, ids, 0]));
    gateway.stop().await;
}

/// 3.8: `@` and `=` may be encoded, each in its two spellings.
#[tokio::test]
async fn post_to_an_encoded_path_succeeds() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    let bare = client.id.trim_end_matches('=').to_owned();
    for path in ["@connections", "%40connections", "%40%63onnections"] {
        for padding in ["=", "%3D", "%3d"] {
            let request = call("POST", format!("/dev/{path}/{bare}{padding}")).body(padding);
            assert_eq!(send(&gateway, &request).await.status, 200, "{request:?}");
            assert_eq!(client.connection.hear().await, padding);
        }
    }
    gateway.stop().await;
}

/// 3.7: a call without a signature gets 403 with AWS's text, for any ID.
#[tokio::test]
async fn unsigned_call_gets_403() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    let missing = r#"{"message":"Missing Authentication Token"}"#;
    for id in [UNKNOWN_ID, "abc", &client.id] {
        for method in ["POST", "GET", "DELETE"] {
            let unsigned = call_unsigned(method, format!("/dev/@connections/{id}"));
            for request in [unsigned.clone(), unsigned.header("Authorization", "Bearer abc")] {
                assert_fails(&gateway, &request, 403, "ForbiddenException", missing).await;
            }
        }
    }
    let half = call_unsigned("POST", format!("/dev/@connections/{}", client.id))
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=a");
    let incomplete = r#"{"message":"The request signature does not conform to AWS standards."}"#;
    assert_fails(&gateway, &half, 403, "ForbiddenException", incomplete).await;
    // None of these calls had an effect.
    assert_eq!(send(&gateway, &post(&client.id, "hello")).await.status, 200);
    assert_eq!(client.connection.hear().await, "hello");
    gateway.stop().await;
}

/// 3.7, 2.6: another stage or a longer path gets 403.
#[tokio::test]
async fn call_at_another_path_gets_403() {
    let (gateway, spy) = gateway().await;
    let client = Client::connect(&gateway, &spy).await;
    let id = &client.id;
    for path in [
        format!("/prod/@connections/{id}"),
        format!("/@connections/{id}"),
        format!("/dev/connections/{id}"),
        format!("/dev/@connections/{id}/more"),
        format!("/dev//@connections/{id}"),
        "/dev/@connections".to_owned(),
    ] {
        assert_not_found(&gateway, &call("GET", path)).await;
    }
    assert_eq!(send(&gateway, &call("GET", format!("/dev/@connections/{id}"))).await.status, 200);
    gateway.stop().await;
}

/// 3.1: the API has three methods.
#[tokio::test]
async fn call_with_another_method_gets_403() {
    let (gateway, spy) = gateway().await;
    let client = Client::connect(&gateway, &spy).await;
    for method in ["PUT", "PATCH", "OPTIONS", "BREW"] {
        assert_forbidden(&gateway, &call(method, format!("/dev/@connections/{}", client.id))).await;
    }
    gateway.stop().await;
}

/// Pages of other origins, and pages whose host name resolves to the gateway. AWS has no such callers, since a page has no
/// key; the response is that of 3.7.
#[tokio::test]
async fn call_from_a_page_of_another_origin_gets_403() {
    let spy = Spy::default();
    let api = Desk::api().with_state(spy.clone());
    let serve = api.serve("127.0.0.1:0").allow_host("gateway").allow_host("desk");
    let gateway = serve.await.expect("a gateway");
    let mut client = Client::connect(&gateway, &spy).await;
    let port = gateway.address().port();
    let own = format!("127.0.0.1:{port}");
    for prefix in ["/dev/@connections", "/@console/connections"] {
        let of = |host: &str, origin: Option<&str>| {
            let request = call("POST", format!("{prefix}/{}", client.id)).body("hello").bytes();
            let request = String::from_utf8(request).expect("text").replace("127.0.0.1", host);
            match origin {
                Some(origin) => request.replacen("\r\n", &format!("\r\nOrigin: {origin}\r\n"), 1),
                None => request,
            }
        };
        for (host, origin) in [
            (&*own, Some("http://evil.example")),
            (&own, Some("null")),
            (&own, Some(&*format!("https://{own}"))),
            (&own, Some("http://127.0.0.1:5173")),
            (&own, Some("http://localhost")),
            ("evil.example", None),
            ("evil.example", Some("http://evil.example")),
            (&format!("evil.example:{port}"), Some(&format!("http://evil.example:{port}"))),
            ("localhost.evil.example", None),
        ] {
            let mut connection = RawConnection::open(gateway.address()).await;
            connection.send(of(host, origin).as_bytes()).await;
            let answer = connection.answer().await;
            assert_eq!(answer.status, 403, "{host} {origin:?}");
            // A browser hides the response from the page, and rejects the page's preflight.
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
        for (host, origin) in [
            (&*own, None),
            (&own, Some(&*format!("http://{own}"))),
            ("localhost", Some("http://localhost")),
            ("chat.localhost:80", None),
            ("[::1]:3001", None),
            (&format!("gateway:{port}"), Some(&format!("http://gateway:{port}"))),
            ("Desk", None),
        ] {
            let mut connection = RawConnection::open(gateway.address()).await;
            connection.send(of(host, origin).as_bytes()).await;
            assert_eq!(connection.answer().await.status, 200, "{host} {origin:?}");
            assert_eq!(client.connection.hear().await, "hello");
        }
        // HTTP/1.1 without a host.
        let hostless = Request::new("POST", format!("{prefix}/{}", client.id)).body("hello");
        assert!(send(&gateway, &hostless).await.status >= 400);
    }
    // The client would have received any message before this one.
    assert_eq!(send(&gateway, &post(&client.id, "last")).await.status, 200);
    assert_eq!(client.connection.hear().await, "last");
    gateway.stop().await;
}

/// 3.2: 429 while a client does not read, and no longer.
#[tokio::test]
async fn post_to_a_slow_reader_gets_429_until_it_reads() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    let large = post(&client.id, vec![b'x'; 131_072]);
    let mut caller = RawConnection::open(gateway.address()).await;
    let mut taken = 0;
    let refused = loop {
        let answer = caller.ask(&large).await;
        if answer.status != 200 {
            break answer;
        }
        taken += 1;
        assert!(taken < 10_000, "whatever the client's machine buffers, it ends");
    };
    assert_eq!((refused.status, refused.header("x-amzn-errortype")), (429, Some("LimitExceededException")));
    assert_eq!(refused.body, r#"{"message":"Rate exceeded"}"#);
    for _ in 0..taken {
        assert_eq!(client.connection.hear().await.len(), 131_072);
    }
    // The gateway may need a moment to see that it has sent all of it.
    soon(async { while caller.ask(&post(&client.id, "hello")).await.status == 429 {} }).await;
    assert_eq!(client.connection.hear().await, "hello");
    gateway.stop().await;
}

/// A slow reader does not delay the gateway's shutdown, which waits 29 seconds for functions.
#[tokio::test]
async fn gateway_stops_without_waiting_for_a_slow_reader() {
    let (gateway, spy) = gateway().await;
    let client = Client::connect(&gateway, &spy).await;
    let large = post(&client.id, vec![b'x'; 131_072]);
    let mut caller = RawConnection::open(gateway.address()).await;
    while caller.ask(&large).await.status == 200 {}
    drop(caller);
    let begun = Instant::now();
    gateway.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    let told = spy.rest();
    assert_eq!((told.len(), &told[0]["disconnect"]), (1, &client.id.clone().into()));
}

/// 2.19: while `$connect` runs the connection does not exist yet.
#[tokio::test]
async fn call_for_its_own_connection_during_connect_is_gone() {
    let (gateway, spy) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    let told = spy.next().await;
    assert_eq!(told["gone"], json!([true, true, true]));
    let id = told["connect"].as_str().expect("an id");
    assert_eq!(send(&gateway, &post(id, "hello")).await.status, 200);
    assert_eq!(client.hear().await, "hello");
    gateway.stop().await;
}

/// 3.1, 3.2: the `Connections` of a handler reach the same connections.
#[tokio::test]
async fn handler_posts_gets_closes_and_broadcasts() {
    let (gateway, spy) = gateway().await;
    let handshake = Request::handshake("/dev").header("User-Agent", "test/1");
    let mut other = RawConnection::connect_with(&gateway, &handshake).await;
    let told = spy.next().await;
    let id = told["connect"].as_str().expect("an id");
    let mut client = Client::connect(&gateway, &spy).await;

    assert_eq!(client.ask(json!({ "post": id })).await, "done");
    assert_eq!(other.hear().await, "posted");
    assert_eq!(client.ask(json!({ "get": id })).await, json!([told["connectedAt"], "127.0.0.1", "test/1"]));
    assert_eq!(client.ask(json!({ "broadcast": [id, UNKNOWN_ID, id] })).await, json!([2, [UNKNOWN_ID], 0]));
    assert_eq!(other.hear().await, "broadcast");
    assert_eq!(other.hear().await, "broadcast");
    assert_eq!(client.ask(json!({ "close": id })).await, "done");
    assert_eq!(other.receive_close().await, (1000, "Connection Closed Normally".to_owned()));
    for method in ["post", "get", "close"] {
        assert_eq!(client.ask(json!({ method: id })).await, "gone");
    }
    assert_eq!(client.ask(json!({ "broadcast": [id] })).await, json!([0, [id], 0]));
    assert_eq!(spy.next().await["code"], 1000);

    // To itself: the message precedes the reply, in the order of sending.
    client.connection.say(&json!({ "post": client.id }).to_string()).await;
    assert_eq!(client.connection.hear().await, "posted");
    assert_eq!(client.connection.hear().await, r#""done""#);
    // A client that closes itself receives no reply.
    client.connection.say(&json!({ "close": client.id }).to_string()).await;
    assert_eq!(client.connection.receive_close().await, (1000, "Connection Closed Normally".to_owned()));
    gateway.stop().await;
}

/// The console does not sign; otherwise its calls have the responses of 3.1 and 3.6.
#[tokio::test]
async fn console_lists_posts_and_closes_connections() {
    let (gateway, spy) = gateway().await;
    let mut client = Client::connect(&gateway, &spy).await;
    let console = |method: &str, path: &str| call_unsigned(method, format!("/@console/connections{path}"));
    let one = format!("/{}", client.id);

    let listed: Value = serde_json::from_str(&send(&gateway, &console("GET", "")).await.body).expect("JSON");
    let looked: Value =
        serde_json::from_str(&send(&gateway, &console("GET", &one)).await.body).expect("JSON");
    let mut with_id = looked.clone();
    with_id["connectionId"] = client.id.clone().into();
    assert_eq!(listed["connections"], json!([with_id]));
    let api: Value = serde_json::from_str(&send(&gateway, &call_unsigned("GET", "/@console/api")).await.body)
        .expect("JSON");
    assert!(api["gateway"].is_string() && api["gateway"] == listed["gateway"], "{listed}");
    assert_eq!(looked["identity"], json!({ "sourceIp": "127.0.0.1", "userAgent": "" }));

    assert_eq!(send(&gateway, &console("POST", &one).body("hello")).await.status, 200);
    assert_eq!(client.connection.hear().await, "hello");
    assert_fails(&gateway, &console("GET", &format!("/{UNKNOWN_ID}")), 410, "GoneException", "").await;
    let invalid = r#"{"message":"Invalid connectionId: abc"}"#;
    assert_fails(&gateway, &console("GET", "/abc"), 400, "BadRequestException", invalid).await;
    assert_forbidden(&gateway, &console("PUT", &one)).await;
    assert_forbidden(&gateway, &console("DELETE", "")).await;
    assert_forbidden(&gateway, &call_unsigned("POST", "/")).await;
    assert_forbidden(&gateway, &call_unsigned("GET", "/@console/handshakes")).await;

    assert_eq!(send(&gateway, &console("DELETE", &one)).await.status, 204);
    assert_eq!(client.connection.receive_close().await, (1000, "Connection Closed Normally".to_owned()));
    let listed = send(&gateway, &console("GET", "")).await;
    assert!(listed.body.ends_with(r#","connections":[]}"#), "{}", listed.body);
    assert_eq!(listed.header("cache-control"), Some("no-store"));
    gateway.stop().await;
}

/// The console page and its API reject pages of other origins.
#[tokio::test]
async fn console_request_of_another_origin_gets_403() {
    let (gateway, _) = gateway().await;
    for path in ["/", "/@console/api", "/@console/connections"] {
        let own = call_unsigned("GET", path);
        assert_eq!(send(&gateway, &own).await.status, 200, "{path}");
        assert_eq!(send(&gateway, &own.clone().header("Origin", "http://127.0.0.1")).await.status, 200);
        assert_not_found(&gateway, &own.header("Origin", "http://evil.example")).await;
        assert_not_found(&gateway, &Request::new("GET", path).header("Host", "evil.example")).await;
    }
    let page = send(&gateway, &call_unsigned("GET", "/")).await;
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(
        page.header("content-security-policy")
            .is_some_and(|policy| policy.contains("frame-ancestors 'none'"))
    );
    gateway.stop().await;
}

/// A local proxy makes any request look local. The console rejects forwarded requests, unless the proxy's host is allowed.
#[tokio::test]
async fn forwarded_request_to_the_console_gets_403() {
    let spy = Spy::default();
    let serve = Desk::api().with_state(spy.clone()).serve("127.0.0.1:0").allow_host("chat.example");
    let gateway = serve.await.expect("a gateway");
    let reason = "the console is for this machine, and a proxy forwarded this request; to allow it, start the gateway with \
                  `--allow-host` and the host that the proxy was asked for";
    let reason = json!({ "message": reason }).to_string();
    for path in ["/", "/@console/api", "/@console/connections", "/@console/handshakes/a/dev"] {
        let request = || match path.ends_with("/dev") {
            true => Request::handshake(path),
            false => call_unsigned("GET", path),
        };
        for (name, value) in [
            ("X-Forwarded-For", "203.0.113.9"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Host", "chat.example, evil.example"),
            ("Forwarded", "for=203.0.113.9;host=evil.example"),
            ("Via", "1.1 proxy"),
            ("X-Real-IP", "203.0.113.9"),
        ] {
            assert_fails(&gateway, &request().header(name, value), 403, "ForbiddenException", &reason).await;
        }
    }
    for (name, value) in
        [("X-Forwarded-Host", "chat.example:443"), ("Forwarded", "for=203.0.113.9;host=chat.example")]
    {
        let request = call_unsigned("GET", "/@console/api").header(name, value);
        assert_eq!(send(&gateway, &request).await.status, 200, "{name}");
        let page = request.header("Origin", "https://chat.example");
        let is_own = name == "Forwarded";
        assert_eq!(send(&gateway, &page).await.status, if is_own { 200 } else { 403 }, "{name}");
    }
    // Clients and backends may use a proxy, as on AWS.
    let mut client = RawConnection::connect_with(
        &gateway,
        &Request::handshake("/dev").header("X-Forwarded-For", "203.0.113.9"),
    )
    .await;
    let id = spy.next().await["connect"].as_str().expect("an id").to_owned();
    assert_eq!(send(&gateway, &post(&id, "hello").header("Via", "1.1 proxy")).await.status, 200);
    assert_eq!(client.hear().await, "hello");
    gateway.stop().await;
}

/// A page cannot set the headers of a handshake. It announces them, and the gateway uses them once.
#[tokio::test]
async fn announced_handshake_headers_are_used_once() {
    let (gateway, spy) = gateway().await;
    let announce = |body: &str| call_unsigned("POST", "/@console/handshakes").body(body);
    let headers =
        json!({ "headers": [["Authorization", "Bearer abc"], ["X-wHo", "Ada"], ["X-wHo", "Grace"]] });
    let headers = headers.to_string();
    let answer = send(&gateway, &announce(&headers)).await;
    assert_eq!(answer.status, 200);
    let answer: Value = serde_json::from_str(&answer.body).expect("JSON");
    let path = answer["path"].as_str().expect("a path");
    assert!(path.starts_with("/@console/handshakes/") && path.ends_with("/dev"), "{path}");

    // A page of another origin cannot use them up.
    assert_not_found(&gateway, &Request::handshake(path).header("Origin", "http://evil.example")).await;
    // A request without an upgrade cannot either.
    assert_not_found(&gateway, &call_unsigned("GET", path)).await;

    let mut client = RawConnection::connect_with(
        &gateway,
        &Request::handshake(format!("{path}?a=1")).header("Origin", "http://127.0.0.1"),
    )
    .await;
    let told = spy.next().await;
    assert_eq!(told["headers"]["Authorization"], "Bearer abc");
    assert_eq!(told["multiValueHeaders"]["X-wHo"], json!(["Ada", "Grace"]), "{told}");
    client.say(&json!({ "post": told["connect"] }).to_string()).await;
    assert_eq!(client.hear().await, "posted");

    // A second use gets 403.
    assert_not_found(&gateway, &Request::handshake(path)).await;

    let none = r#"{"message":"headers are a list of pairs of texts"}"#;
    for body in ["", "[]", r#"[[["a","b"]]]"#, r#"{"headers":[["a",1]]}"#, r#"{"headers":{"a":"b"}}"#] {
        assert_fails(&gateway, &announce(body), 400, "BadRequestException", none).await;
    }
    let wrong = r#"{"message":"no header is `a b`, or has this value"}"#;
    assert_fails(&gateway, &announce(r#"{"headers":[["a b","c"]]}"#), 400, "BadRequestException", wrong)
        .await;
    gateway.stop().await;
}

/// The console serves local requests only. The `@connections` API and clients may come from other machines.
#[tokio::test]
async fn console_request_from_another_address_gets_403() {
    // Without a network there is no other address.
    let Some(address) = outer_address() else { return };
    let spy = Spy::default();
    let gateway = Desk::api().with_state(spy.clone()).serve("0.0.0.0:0").await.expect("a gateway");
    assert!(gateway.url().starts_with("ws://127.0.0.1:"), "{}", gateway.url());
    let here = gateway.address();
    let there = SocketAddr::new(address, here.port());
    let mut client = RawConnection::open(there).await;
    assert_eq!(client.ask(&Request::handshake("/dev")).await.status, 101);
    let told = spy.next().await;
    let id = told["connect"].as_str().expect("an id");
    for (method, path) in [
        ("GET", "/".to_owned()),
        ("GET", "/@console/api".to_owned()),
        ("GET", "/@console/connections".to_owned()),
        ("POST", format!("/@console/connections/{id}")),
        ("DELETE", format!("/@console/connections/{id}")),
        ("POST", "/@console/handshakes".to_owned()),
    ] {
        let answer = RawConnection::open(there).await.ask(&call_unsigned(method, &path)).await;
        assert_eq!(answer.status, 403, "{path}");
        error_ids(&answer.body, "Forbidden");
    }
    assert_eq!(RawConnection::open(there).await.ask(&post(id, "hello")).await.status, 200);
    assert_eq!(client.hear().await, "hello");
    gateway.stop().await;
}

/// The address of this machine's default route. The socket sends nothing: 192.0.2.1 is reserved (RFC 5737).
fn outer_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}
