//! Handshakes with the local gateway: the client's view of each outcome. The numbers are those of `gateway::conformance`.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]

use serde::Deserialize;
use serde_json::Value;
use websocket_api::{
    ConnectionId,
    connections::Credentials,
    extract::{Connections, Query, State, Subprotocols, Text},
    gateway::{Gateway, Serve},
    response::{Accept, ProxyResponse, Reject},
    websocket_api,
};
use websocket_api_tests::gateway::{Answer, Frame, Gate, RawConnection, Request, Spy, error_ids};

#[derive(Clone, Debug, Default)]
struct Door {
    spy: Spy,
    gate: Gate,
}

websocket_api! {
    Chat {
        state: Door,
        routes: {
            $connect: { function: { handler: connect, timeout: 900 } },
            $default: { function: echo, return_response: true },
        },
    }
}

#[derive(Debug, Default, Deserialize)]
struct ConnectQuery {
    #[serde(default)]
    how: String,
    status: Option<u16>,
}

async fn connect(
    id: ConnectionId,
    Query(ConnectQuery { how, status }): Query<ConnectQuery>,
    Subprotocols(offered): Subprotocols,
    connections: Connections,
    State(door): State<Door>,
) -> Result<ProxyResponse, Box<dyn std::error::Error + Send + Sync>> {
    door.spy.record(id.as_str());
    match &*how {
        "refuse" => Err(Reject::status(status.unwrap_or(400)).body("go away").header("Retry-After", "60"))?,
        "fail" => Err("out of tea")?,
        "panic" => panic!("on purpose"),
        "wait" => door.gate.pass().await,
        "post" => door.spy.record(connections.send(&id, "welcome").await.expect_err("too early").is_gone()),
        "choose" => {
            return Ok(ProxyResponse::ok().header("sec-websocket-protocol", offered.last().ok_or("none")?));
        }
        "decorate" => {
            return Ok(ProxyResponse::status(201)
                .header("Set-Cookie", "a=b")
                .header("X-A", "1")
                .body("welcome"));
        }
        _ => {}
    }
    Ok(ProxyResponse::ok())
}

async fn echo(Text(text): Text) -> String {
    text
}

async fn nothing() {}

websocket_api! {
    Open { routes: { $default: { function: echo, return_response: true } } }
}

websocket_api! {
    Signed { routes: { $connect: nothing }, authorizer: iam }
}

fn serve(door: &Door) -> Serve {
    Chat::api().with_state(door.clone()).serve("127.0.0.1:0")
}

async fn gateway() -> (Gateway, Door) {
    let door = Door::default();
    (serve(&door).await.expect("a gateway"), door)
}

/// Returns the response to a request on a new connection.
async fn ask(gateway: &Gateway, request: &Request) -> Answer {
    RawConnection::open(gateway.address()).await.ask(request).await
}

/// Asserts that the gateway itself rejects a request. Returns the IDs of the connection and the request.
async fn assert_rejected(
    gateway: &Gateway,
    request: &Request,
    status: u16,
    message: &str,
) -> (String, String) {
    let answer = ask(gateway, request).await;
    assert_eq!(answer.status, status, "{request:?}: {answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let (connection, request) = error_ids(&answer.body, message);
    (connection.to_owned(), request.to_owned())
}

/// 2.6: 101, with the headers of RFC 6455. The key and its hash are the RFC's example.
#[tokio::test]
async fn handshake_is_answered_with_101_and_the_headers_of_rfc_6455() {
    let (gateway, door) = gateway().await;
    let mut client = RawConnection::open(gateway.address()).await;
    let answer = client.ask(&Request::handshake("/dev")).await;
    assert_eq!(answer.status, 101);
    assert_eq!(answer.header("sec-websocket-accept"), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    assert_eq!(answer.header("upgrade"), Some("websocket"));
    assert_eq!(answer.header("connection"), Some("upgrade"));
    assert_eq!(answer.header("sec-websocket-protocol"), None);
    assert_eq!(answer.header("sec-websocket-extensions"), None);
    assert_eq!(gateway.connections(), [ConnectionId::from(door.spy.next().await.as_str().expect("an id"))]);
    client.say("hello").await;
    assert_eq!(client.hear().await, "hello");
    gateway.stop().await;
}

/// 1.9: `$connect` is optional.
#[tokio::test]
async fn handshake_without_connect_route_succeeds() {
    let gateway = Open::api().serve("127.0.0.1:0").await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    client.say("hello").await;
    assert_eq!(client.hear().await, "hello");
    gateway.stop().await;
}

/// RFC 6455, 4.2.1: header tokens in lists and in any case, a slash at the end of the path, a message right after the handshake.
#[tokio::test]
async fn handshake_with_any_header_spelling_succeeds() {
    let gateway = Open::api().serve("127.0.0.1:0").await.expect("a gateway");
    let handshake = Request::new("GET", "/dev/?")
        .header("HOST", "localhost")
        .header("connection", "keep-alive, UPGRADE")
        .header("upgrade", "WebSocket")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        .header("sec-websocket-version", "13");
    let mut client = RawConnection::open(gateway.address()).await;
    let message = Frame::text("early").masked();
    client.send(&[handshake.bytes(), message].concat()).await;
    assert_eq!(client.answer().await.status, 101);
    assert_eq!(client.hear().await, "early");
    gateway.stop().await;
}

/// 2.11: a status outside 200–299 is the handshake's status, with headers and body.
#[tokio::test]
async fn handshake_has_the_status_headers_and_body_of_the_rejection() {
    let (gateway, _) = gateway().await;
    for status in [300, 400, 401, 403, 418, 500, 503] {
        let answer = ask(&gateway, &Request::handshake(format!("/dev?how=refuse&status={status}"))).await;
        assert_eq!((answer.status, &*answer.body), (status, "go away"));
        assert_eq!(answer.header("retry-after"), Some("60"));
    }
    assert!(gateway.connections().is_empty());
    gateway.stop().await;
}

/// A wrong length from the handler would end the response early.
#[tokio::test]
async fn framing_headers_of_a_rejection_are_dropped() {
    websocket_api! { Framed { routes: { $connect: refuse } } }

    async fn refuse() -> Reject {
        let refusal = Reject::status(403).body("hello").header("Content-Length", "9");
        refusal.header("Transfer-Encoding", "chunked").header("Connection", "close").header("X-A", "1")
    }

    let gateway = Framed::api().serve("127.0.0.1:0").await.expect("a gateway");
    let answer = ask(&gateway, &Request::handshake("/dev")).await;
    assert_eq!((answer.status, &*answer.body), (403, "hello"));
    assert_eq!((answer.header("content-length"), answer.header("x-a")), (Some("5"), Some("1")));
    assert_eq!((answer.header("transfer-encoding"), answer.header("connection")), (None, None));
    gateway.stop().await;
}

/// 2.12: of a response that accepts, only the subprotocol reaches the client.
#[tokio::test]
async fn accepting_response_reaches_the_client_without_headers_and_body() {
    let (gateway, _) = gateway().await;
    let mut client = RawConnection::open(gateway.address()).await;
    let answer = client.ask(&Request::handshake("/dev?how=decorate")).await;
    assert_eq!(answer.status, 101);
    assert_eq!((answer.header("set-cookie"), answer.header("x-a")), (None, None));
    assert_eq!((answer.header("content-length"), answer.header("transfer-encoding")), (None, None));
    client.say("hello").await;
    assert_eq!(client.hear().await, "hello");
    gateway.stop().await;
}

/// 2.13: the handler chooses the subprotocol. Without a choice the response has no subprotocol.
#[tokio::test]
async fn subprotocol_is_the_one_that_the_handler_chooses() {
    let (gateway, _) = gateway().await;
    for (target, chosen) in [("/dev", None), ("/dev?how=choose", Some("chat.v2"))] {
        let handshake = Request::handshake(target)
            .header("Sec-WebSocket-Protocol", "chat.v1, json")
            .header("Sec-WebSocket-Protocol", "chat.v2");
        let answer = ask(&gateway, &handshake).await;
        assert_eq!((answer.status, answer.header("sec-websocket-protocol")), (101, chosen));
    }
    gateway.stop().await;
}

/// 2.6: 502 if the function fails, by an error, a panic or an invalid response.
#[tokio::test]
async fn handshake_gets_502_if_the_handler_fails() {
    let (gateway, door) = gateway().await;
    for how in ["fail", "panic", "choose"] {
        let handshake = Request::handshake(format!("/dev?how={how}"));
        let (connection, _) = assert_rejected(&gateway, &handshake, 502, "Internal server error").await;
        assert_eq!(connection, door.spy.next().await);
    }
    gateway.stop().await;
}

/// 2.6: 504 after the integration timeout (2.17), which is 29 seconds, and 145 ms here.
#[tokio::test]
async fn handshake_gets_504_after_the_integration_timeout() {
    let door = Door::default();
    let gateway = serve(&door).timeout_scale(0.005).await.expect("a gateway");
    assert_rejected(&gateway, &Request::handshake("/dev?how=wait"), 504, "Endpoint request timed out").await;
    door.gate.open();
    gateway.stop().await;
}

/// 2.19: the connection does not exist yet, so posting to it gives 410.
#[tokio::test]
async fn post_during_connect_gets_410() {
    let (gateway, door) = gateway().await;
    let answer = ask(&gateway, &Request::handshake("/dev?how=post")).await;
    assert_eq!(answer.status, 101);
    door.spy.next().await;
    assert_eq!(door.spy.next().await, true);
    gateway.stop().await;
}

/// 2.6: another path or stage is forbidden, and no handler runs.
#[tokio::test]
async fn handshake_at_another_path_gets_403() {
    let (gateway, door) = gateway().await;
    for path in ["/", "/prod", "/Dev", "/dev/chat", "/dev/@connections", "//dev/x", "/de", "/dev%2F"] {
        assert_rejected(&gateway, &Request::handshake(path), 403, "Forbidden").await;
    }
    gateway.stop().await;
    assert_eq!(door.spy.rest(), Vec::<Value>::new());
}

/// 2.6: a request without a WebSocket upgrade is forbidden.
#[tokio::test]
async fn request_without_upgrade_gets_403() {
    let (gateway, door) = gateway().await;
    let plain = |method| Request::new(method, "/dev").header("Host", "127.0.0.1");
    let key = |request: Request| {
        request.header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==").header("Sec-WebSocket-Version", "13")
    };
    for request in [
        plain("GET"),
        plain("POST").body("hello"),
        plain("DELETE"),
        key(plain("GET")),
        key(plain("GET").header("Connection", "Upgrade")),
        key(plain("GET").header("Upgrade", "websocket")),
        key(plain("GET").header("Connection", "Upgrade").header("Upgrade", "h2c")),
        // RFC 6455, 4.1: the method of a handshake is GET.
        key(plain("POST").upgrade()),
    ] {
        assert_rejected(&gateway, &request, 403, "Forbidden").await;
    }
    gateway.stop().await;
    assert_eq!(door.spy.rest(), Vec::<Value>::new());
}

/// RFC 6455, 4.2.1: a handshake has a key, and version 13.
#[tokio::test]
async fn handshake_with_invalid_key_or_version_headers_gets_400() {
    let (gateway, door) = gateway().await;
    let upgrade = || Request::new("GET", "/dev").header("Host", "127.0.0.1").upgrade();
    let key = |request: Request| request.header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    for request in [
        upgrade().header("Sec-WebSocket-Version", "13"),
        key(upgrade()),
        key(upgrade()).header("Sec-WebSocket-Version", "12"),
        key(upgrade()).header("Sec-WebSocket-Version", "8, 13"),
        key(upgrade()).header("Sec-WebSocket-Version", ""),
        key(upgrade()).header("Sec-WebSocket-Version", "13").header("Sec-WebSocket-Version", "13"),
        key(key(upgrade())).header("Sec-WebSocket-Version", "13"),
    ] {
        assert_rejected(&gateway, &request, 400, "Bad Request").await;
    }
    gateway.stop().await;
    assert_eq!(door.spy.rest(), Vec::<Value>::new());
}

/// RFC 9112, 3.2: a request has one host; RFC 6455, 4.2.1: a handshake has HTTP/1.1.
#[tokio::test]
async fn handshake_without_one_host_or_in_http_1_0_gets_400() {
    let (gateway, door) = gateway().await;
    let hostless = |target: &str| {
        let request = Request::new("GET", target).upgrade().header("Sec-WebSocket-Version", "13");
        request.header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
    };
    for request in [
        hostless("/dev"),
        hostless("/dev").header("Host", ""),
        hostless("/dev").header("Host", "a b"),
        hostless("/dev").header("Host", "me@127.0.0.1"),
        Request::handshake("/dev").header("Host", "127.0.0.1"),
        Request::handshake("/dev").header("Host", "evil.example"),
        Request::handshake("/dev").http_1_0(),
        hostless("/dev").http_1_0(),
        // The rule applies to any path.
        Request::new("GET", "/dev/@connections/BFaT_fALIAMCKug="),
        Request::new("GET", "/").header("Host", "127.0.0.1").header("Host", "127.0.0.1"),
        Request::new("GET", "/").header("Host", "127.0.0.1").header("Host", "127.0.0.1").http_1_0(),
    ] {
        assert_rejected(&gateway, &request, 400, "Bad Request").await;
    }
    gateway.stop().await;
    assert_eq!(door.spy.rest(), Vec::<Value>::new());
}

/// §4: the maximum length of a URL is 4,096 characters.
#[tokio::test]
async fn url_over_4096_characters_gets_414() {
    let (gateway, door) = gateway().await;
    let url = |length: usize| format!("/dev?x={}", "x".repeat(length - "/dev?x=".len()));
    assert_eq!(ask(&gateway, &Request::handshake(url(4096))).await.status, 101);
    door.spy.next().await;
    assert_rejected(&gateway, &Request::handshake(url(4097)), 414, "URI Too Long").await;
    // A URL over the gateway's read limit gets the same status.
    assert_eq!(ask(&gateway, &Request::handshake(url(100_000))).await.status, 414);
    gateway.stop().await;
    assert_eq!(door.spy.rest(), Vec::<Value>::new());
}

/// The gateway may answer bytes that are not HTTP, and it keeps serving.
#[tokio::test]
async fn gateway_serves_clients_after_bytes_that_are_not_http() {
    let (gateway, _) = gateway().await;
    for bytes in
        [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc"[..], b"GET\r\n\r\n", b"\0\0\0\0", b"GET /dev HTTP/1.1\r\n"]
    {
        let mut client = RawConnection::open(gateway.address()).await;
        client.send(bytes).await;
        client.shutdown_write().await;
        client.read_to_end().await;
    }
    assert_eq!(ask(&gateway, &Request::handshake("/dev")).await.status, 101);
    gateway.stop().await;
}

/// A rejected request leaves the connection open for another request, as in HTTP.
#[tokio::test]
async fn rejected_client_can_retry_on_the_same_connection() {
    let (gateway, _) = gateway().await;
    let mut client = RawConnection::open(gateway.address()).await;
    assert_eq!(client.ask(&Request::handshake("/nowhere")).await.status, 403);
    assert_eq!(client.ask(&Request::handshake("/dev?how=fail")).await.status, 502);
    assert_eq!(client.ask(&Request::handshake("/dev")).await.status, 101);
    client.say("hello").await;
    assert_eq!(client.hear().await, "hello");
    gateway.stop().await;
}

/// 2.6: 403 without a signature, with AWS's text.
#[tokio::test]
async fn unsigned_handshake_with_iam_gets_403() {
    let key = Credentials {
        access_key_id: "AKIDEXAMPLE".into(),
        secret_access_key: "secret".into(),
        session_token: None,
    };
    let gateway = Signed::api().serve("127.0.0.1:0").aws_key(key).await.expect("a gateway");
    assert_rejected(&gateway, &Request::handshake("/dev"), 403, "Missing Authentication Token").await;
    let bearer = Request::handshake("/dev").header("Authorization", "Bearer abc");
    assert_rejected(&gateway, &bearer, 403, "Missing Authentication Token").await;
    gateway.stop().await;

    // Without a key the gateway cannot verify signatures.
    let gateway = Signed::api().serve("127.0.0.1:0").await.expect("a gateway");
    assert_eq!(ask(&gateway, &Request::handshake("/dev")).await.status, 101);
    gateway.stop().await;
}

/// A handler may choose only a subprotocol that the client offers.
#[tokio::test]
async fn subprotocol_that_was_not_offered_gets_502() {
    websocket_api! { Stubborn { routes: { $connect: insist } } }

    async fn insist() -> Accept {
        Accept::protocol("mine")
    }

    let gateway = Stubborn::api().serve("127.0.0.1:0").await.expect("a gateway");
    assert_rejected(&gateway, &Request::handshake("/dev"), 502, "Internal server error").await;
    let offered = Request::handshake("/dev").header("Sec-WebSocket-Protocol", "mine");
    assert_eq!(ask(&gateway, &offered).await.header("sec-websocket-protocol"), Some("mine"));
    gateway.stop().await;
}
