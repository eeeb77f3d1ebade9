//! AWS's clients and the `@connections` API of the local gateway: boto3, the AWS CLI, the SDK for Rust; and handshakes that
//! they sign. The numbers are those of `gateway::conformance`.
//!
//! `tests/run` installs boto3 and the AWS CLI in a virtual environment under `target/judges`.
#![cfg(feature = "system")]

use std::{path::PathBuf, process::Output};

use aws_sdk_apigatewaymanagement::{Client, error::ProvideErrorMetadata, primitives::Blob};
use serde_json::{Value, json};
use websocket_api::{
    ConnectionId,
    connections::{Connections, Error},
    extract::State,
    gateway::{Gateway, Serve},
    websocket_api,
};
use websocket_api_tests::{
    clients::Clients,
    connections::{KEYS, REGION, credentials, sdk},
    gateway::{EventJson, RawConnection, Request, Spy, error_ids, soon},
    judges::judge,
};

/// A valid connection ID without a connection.
const UNKNOWN_ID: &str = "BFaT_fALIAMCKug=";

const TOKEN: &str = "IQoJb3JpZ2lu+/=";

const NORMAL_REASON: &str = "Connection Closed Normally";

const SIGNATURE_MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                         Access Key and signing method. Consult the service documentation for details.";
const INVALID_TOKEN: &str = "The security token included in the request is invalid.";
const SIGNATURE_EXPIRED: &str = "Signature expired";
const INCOMPLETE_SIGNATURE: &str = "The request signature does not conform to AWS standards.";

websocket_api! {
    Desk { state: Spy, routes: { $connect: connect } }
}

websocket_api! {
    Signed { state: Spy, routes: { $connect: connect }, authorizer: iam }
}

async fn connect(id: ConnectionId, EventJson(event): EventJson, State(spy): State<Spy>) {
    let event: Value = serde_json::from_str(&event).expect("JSON");
    spy.record(json!([id.as_str(), event["requestContext"]["identity"]]));
}

/// A gateway with one client. It needs its own thread, because the test waits for other clients.
struct Session {
    gateway: Gateway,
    client: RawConnection,
    id: String,
}

impl Session {
    async fn open(set_up: impl FnOnce(Serve) -> Serve) -> Self {
        let spy = Spy::default();
        let serve = Desk::api().with_state(spy.clone()).serve("127.0.0.1:0");
        let gateway = set_up(serve).await.expect("a gateway");
        let handshake = Request::handshake("/dev").header("User-Agent", "test/1");
        let client = RawConnection::connect_with(&gateway, &handshake).await;
        let id = spy.next().await[0].as_str().expect("an id").to_owned();
        Session { gateway, client, id }
    }

    /// Calls the API with boto3.
    fn boto3(&self, clients: &mut Clients, method: &str, with: Value) -> Value {
        let mut arguments = json!({ "endpoint": self.gateway.endpoint(), "method": method, "id": self.id });
        if let (Some(arguments), Value::Object(with)) = (arguments.as_object_mut(), with) {
            arguments.extend(with);
        }
        clients.ask("call", arguments)
    }

    /// Calls the API with the AWS CLI.
    fn aws(&self, command: &str, id: &str, options: &[&str], (key, secret): (&str, &str)) -> Output {
        judge("aws")
            .args(["apigatewaymanagementapi", command, "--endpoint-url", &self.gateway.endpoint()])
            // Connection IDs may begin with a dash.
            .arg(format!("--connection-id={id}"))
            .args(["--output", "json"])
            .args(options)
            .env_clear()
            .envs([("AWS_ACCESS_KEY_ID", key), ("AWS_SECRET_ACCESS_KEY", secret), ("AWS_MAX_ATTEMPTS", "1")])
            .envs([("AWS_DEFAULT_REGION", REGION), ("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8")])
            .env("HOME", PathBuf::from(env!("CARGO_TARGET_TMPDIR")))
            .output()
            .expect("the AWS CLI")
    }
}

fn stdout(output: &Output) -> &str {
    assert!(output.status.success(), "{output:?}");
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

/// Asserts that the AWS CLI ends with an error of the service.
fn assert_fails(output: &Output, kind: &str, operation: &str) {
    let text = String::from_utf8_lossy(&output.stderr);
    let expected = format!("An error occurred ({kind}) when calling the {operation} operation: ");
    assert!(text.contains(&expected), "{output:?}");
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
}

/// 3.1, 3.3, 3.8, 3.12: boto3 posts to a connection, gets its description, and deletes it.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn boto3_posts_gets_and_deletes_a_connection() {
    let mut desk = Session::open(|serve| serve).await;
    let mut clients = Clients::start();
    let posted = desk.boto3(&mut clients, "post_to_connection", json!({ "data": "h\u{e9}llo" }));
    assert_eq!(posted, json!({ "status": 200 }));
    assert_eq!(desk.client.hear().await, "h\u{e9}llo");
    let posted = desk.boto3(&mut clients, "post_to_connection", json!({ "size": 131_072 }));
    assert_eq!(posted["status"], 200);
    assert_eq!(desk.client.hear().await.len(), 131_072);

    let info = desk.boto3(&mut clients, "get_connection", json!({}));
    // Times that boto3 could parse.
    for name in ["ConnectedAt", "LastActiveAt"] {
        assert!(info[name].as_str().is_some_and(|time| time.ends_with("+00:00")), "{info}");
    }
    assert_eq!(info["Identity"], json!({ "SourceIp": "127.0.0.1", "UserAgent": "test/1" }));

    assert_eq!(desk.boto3(&mut clients, "delete_connection", json!({})), json!({ "status": 204 }));
    assert_eq!(desk.client.receive_close().await, (1000, NORMAL_REASON.to_owned()));
    desk.gateway.stop().await;
}

/// 3.2, 3.6, 3.7: boto3 has an exception for each error.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn boto3_raises_the_exception_of_each_error() {
    let mut desk = Session::open(|serve| serve).await;
    let mut clients = Clients::start();
    for (method, with) in [
        ("post_to_connection", json!({ "id": UNKNOWN_ID, "data": "hello" })),
        ("get_connection", json!({ "id": UNKNOWN_ID })),
        ("delete_connection", json!({ "id": UNKNOWN_ID })),
    ] {
        let gone = desk.boto3(&mut clients, method, with);
        assert_eq!((&gone["error"], &gone["status"]), (&"GoneException".into(), &410.into()), "{gone}");
    }
    let large = desk.boto3(&mut clients, "post_to_connection", json!({ "size": 131_073 }));
    let expected =
        json!({ "error": "PayloadTooLargeException", "status": 413, "message": "Message too long" });
    assert_eq!(large, expected);
    let elsewhere = format!("{}-other", desk.gateway.endpoint());
    let elsewhere = desk.boto3(&mut clients, "get_connection", json!({ "endpoint": elsewhere }));
    let expected = json!({ "error": "ForbiddenException", "status": 403, "message": "Forbidden" });
    assert_eq!(elsewhere, expected);
    // boto3 has no separate exception for this error.
    let malformed = desk.boto3(&mut clients, "get_connection", json!({ "id": "abc" }));
    let expected = json!({ "error": "ClientError", "status": 400, "message": "Invalid connectionId: abc" });
    assert_eq!(malformed, expected);

    // A client that does not read: its buffers are finite.
    let flood = json!({ "size": 131_072, "times": 10_000 });
    let full = desk.boto3(&mut clients, "post_to_connection", flood);
    let expected = json!({ "error": "LimitExceededException", "status": 429, "message": "Rate exceeded" });
    assert_eq!(full, expected);
    desk.client.hear().await;
    desk.gateway.stop().await;
}

/// 3.7: a gateway with a key requires its signature.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn boto3_without_the_key_of_the_gateway_is_forbidden() {
    let mut desk = Session::open(|serve| serve.aws_key(credentials(KEYS.1, None))).await;
    let mut clients = Clients::start();
    for (with, wrong) in [
        (json!({ "key": [KEYS.0, KEYS.1] }), None),
        // Clocks may differ a little.
        (json!({ "key": [KEYS.0, KEYS.1], "age": 120 }), None),
        (json!({ "key": [KEYS.0, KEYS.1], "age": -120 }), None),
        (json!({ "key": [KEYS.0, KEYS.1], "age": 600 }), Some(SIGNATURE_EXPIRED)),
        (json!({ "key": [KEYS.0, KEYS.1], "age": -600 }), Some(SIGNATURE_EXPIRED)),
        (json!({ "key": [KEYS.0, KEYS.1], "changed": true }), Some(SIGNATURE_MISMATCH)),
        (json!({ "key": [KEYS.0, "wrong"] }), Some(SIGNATURE_MISMATCH)),
        (json!({ "key": ["AKIDOTHER", KEYS.1] }), Some(INVALID_TOKEN)),
        (json!({ "key": [KEYS.0, KEYS.1, TOKEN] }), Some(INVALID_TOKEN)),
    ] {
        let mut with = with.clone();
        // As long as the changed data.
        with["data"] = "hello".into();
        let answer = desk.boto3(&mut clients, "post_to_connection", with.clone());
        match wrong {
            None => {
                assert_eq!(answer, json!({ "status": 200 }), "{with}");
                assert_eq!(desk.client.hear().await, "hello");
            }
            Some(message) => {
                let expected = json!({ "error": "ForbiddenException", "status": 403, "message": message });
                assert_eq!(answer, expected, "{with}");
            }
        }
    }
    let key = json!({ "key": [KEYS.0, KEYS.1] });
    assert_eq!(desk.boto3(&mut clients, "get_connection", key.clone())["Identity"]["UserAgent"], "test/1");
    assert_eq!(desk.boto3(&mut clients, "delete_connection", key.clone())["status"], 204);
    // No rejected message has arrived.
    assert_eq!(desk.client.receive_close().await, (1000, NORMAL_REASON.to_owned()));
    // A client without the key does not learn whether a connection exists.
    let wrong = json!({ "key": [KEYS.0, "wrong"] });
    assert_eq!(desk.boto3(&mut clients, "get_connection", wrong)["error"], "ForbiddenException");
    assert_eq!(desk.boto3(&mut clients, "get_connection", key)["error"], "GoneException");
    desk.gateway.stop().await;
}

/// 3.7: a key with a session token is valid only with its token.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn boto3_without_the_session_token_is_forbidden() {
    let mut desk = Session::open(|serve| serve.aws_key(credentials(KEYS.1, Some(TOKEN)))).await;
    let mut clients = Clients::start();
    let mut post =
        |key: Value| desk.boto3(&mut clients, "post_to_connection", json!({ "data": "hello", "key": key }));
    assert_eq!(post(json!([KEYS.0, KEYS.1, TOKEN])), json!({ "status": 200 }));
    for (key, message) in [
        (json!([KEYS.0, KEYS.1]), INVALID_TOKEN),
        (json!([KEYS.0, KEYS.1, "other"]), INVALID_TOKEN),
        (json!([KEYS.0, "wrong", TOKEN]), SIGNATURE_MISMATCH),
    ] {
        let expected = json!({ "error": "ForbiddenException", "status": 403, "message": message });
        assert_eq!(post(key), expected);
    }
    assert_eq!(desk.client.hear().await, "hello");
    desk.gateway.stop().await;
}

/// 3.1, 3.2, 3.3, 3.6: the three commands, and their errors.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn aws_cli_posts_gets_and_deletes_a_connection() {
    let mut desk = Session::open(|serve| serve).await;
    let any = ("any", "key");
    let posted = desk.aws("post-to-connection", &desk.id, &["--data", "h\u{e9}llo"], any);
    assert_eq!(stdout(&posted), "");
    assert_eq!(desk.client.hear().await, "h\u{e9}llo");
    let info: Value =
        serde_json::from_str(stdout(&desk.aws("get-connection", &desk.id, &[], any))).expect("JSON");
    assert_eq!(info["Identity"], json!({ "SourceIp": "127.0.0.1", "UserAgent": "test/1" }));
    assert!(info["ConnectedAt"].is_string() && info["LastActiveAt"].is_string(), "{info}");
    assert_eq!(stdout(&desk.aws("delete-connection", &desk.id, &[], any)), "");
    assert_eq!(desk.client.receive_close().await, (1000, NORMAL_REASON.to_owned()));

    assert_fails(&desk.aws("get-connection", &desk.id, &[], any), "GoneException", "GetConnection");
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("large");
    std::fs::write(&file, vec![b'x'; 131_073]).expect("a file");
    // The size is checked before the connection.
    let another = RawConnection::connect(&desk.gateway).await;
    let id = desk.gateway.connections()[0].clone();
    let large =
        desk.aws("post-to-connection", id.as_str(), &["--data", &format!("file://{}", file.display())], any);
    assert_fails(&large, "PayloadTooLargeException", "PostToConnection");
    drop(another);
    desk.gateway.stop().await;
}

/// 3.7: the AWS CLI with the gateway's key, and with another.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn aws_cli_without_the_key_of_the_gateway_is_forbidden() {
    let mut desk = Session::open(|serve| serve.aws_key(credentials(KEYS.1, None))).await;
    let post = |key| desk.aws("post-to-connection", &desk.id, &["--data", "hello"], key);
    assert_eq!(stdout(&post(KEYS)), "");
    for wrong in [(KEYS.0, "wrong"), ("AKIDOTHER", KEYS.1)] {
        assert_fails(&post(wrong), "ForbiddenException", "PostToConnection");
    }
    assert_eq!(stdout(&desk.aws("delete-connection", &desk.id, &[], KEYS)), "");
    assert_eq!(desk.client.hear().await, "hello");
    assert_eq!(desk.client.receive_close().await, (1000, NORMAL_REASON.to_owned()));
    desk.gateway.stop().await;
}

/// 3.1, 3.2, 3.3, 3.6, 3.7: the SDK for Rust, with the service's errors.
#[tokio::test]
async fn rust_sdk_posts_gets_and_deletes_a_connection() {
    let mut desk = Session::open(|serve| serve.aws_key(credentials(KEYS.1, None))).await;
    let client = sdk(&desk.gateway.endpoint(), KEYS);
    let post = |client: &Client, id: &str, data: &[u8]| {
        client.post_to_connection().connection_id(id).data(Blob::new(data)).send()
    };
    post(&client, &desk.id, b"hello").await.expect("a call");
    assert_eq!(desk.client.hear().await, "hello");
    let info = client.get_connection().connection_id(&desk.id).send().await.expect("a call");
    let identity = info.identity().expect("an identity");
    assert_eq!((identity.source_ip(), identity.user_agent()), (Some("127.0.0.1"), Some("test/1")));
    assert!(info.connected_at() <= info.last_active_at() && info.connected_at().is_some());

    let gone = post(&client, UNKNOWN_ID, b"hello").await.expect_err("nobody").into_service_error();
    assert!(gone.is_gone_exception(), "{gone:?}");
    let large = post(&client, &desk.id, &[b'x'; 131_073]).await.expect_err("too large").into_service_error();
    assert!(large.is_payload_too_large_exception(), "{large:?}");
    for (key, message) in [((KEYS.0, "wrong"), SIGNATURE_MISMATCH), (("AKIDOTHER", KEYS.1), INVALID_TOKEN)] {
        let wrong = post(&sdk(&desk.gateway.endpoint(), key), &desk.id, b"hello")
            .await
            .expect_err("wrong")
            .into_service_error();
        assert!(wrong.is_forbidden_exception(), "{wrong:?}");
        assert_eq!(wrong.message(), Some(message));
    }
    let elsewhere = sdk(&format!("{}-other", desk.gateway.endpoint()), KEYS);
    let elsewhere = post(&elsewhere, &desk.id, b"hello").await.expect_err("elsewhere").into_service_error();
    assert!(elsewhere.is_forbidden_exception(), "{elsewhere:?}");

    // A client that does not read, until its buffers are full.
    let large = [b'x'; 131_072];
    let full = soon(async {
        loop {
            if let Err(error) = post(&client, &desk.id, &large).await {
                break error.into_service_error();
            }
        }
    });
    let full = full.await;
    assert!(full.is_limit_exceeded_exception(), "{full:?}");

    client.delete_connection().connection_id(&desk.id).send().await.expect("a call");
    let gone = client.delete_connection().connection_id(&desk.id).send().await.expect_err("gone");
    assert!(gone.into_service_error().is_gone_exception());
    desk.client.read_to_end().await;
    desk.gateway.stop().await;
}

/// 3.7: both transports of `Connections`, with a gateway that has a key.
#[tokio::test]
async fn connections_without_the_key_of_the_gateway_are_forbidden() {
    let mut desk = Session::open(|serve| serve.aws_key(credentials(KEYS.1, None))).await;
    let endpoint = desk.gateway.endpoint();
    let own_client = |secret| {
        let connections = Connections::new(&endpoint).expect("an endpoint");
        connections.with_credentials(credentials(secret, None)).with_region(REGION)
    };
    let sdk_client = |secret| Connections::from_sdk(sdk(&endpoint, (KEYS.0, secret)));
    for connections in [own_client(KEYS.1), sdk_client(KEYS.1)] {
        connections.send(&desk.id, "hello").await.expect("a call");
        assert_eq!(desk.client.hear().await, "hello");
        assert_eq!(connections.get(&desk.id).await.expect("a call").user_agent, "test/1");
        assert!(connections.get(UNKNOWN_ID).await.expect_err("nobody").is_gone());
    }
    for connections in [own_client("wrong"), sdk_client("wrong")] {
        let error = connections.send(&desk.id, "hello").await.expect_err("wrong");
        assert!(matches!(&error, Error::Forbidden { message } if message == SIGNATURE_MISMATCH), "{error}");
    }
    desk.gateway.stop().await;
}

/// 2.37, 2.6: a handshake signed in its headers, or in its query as browsers must; unsigned and wrongly signed ones.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn handshake_signed_in_headers_or_query_is_verified() {
    let spy = Spy::default();
    let api = Signed::api().with_state(spy.clone());
    let gateway = api.serve("127.0.0.1:0").aws_key(credentials(KEYS.1, None)).await.expect("a gateway");
    let mut clients = Clients::start();
    let mut connect = |query: &str, mut with: Value| {
        with["name"] = "ada".into();
        with["url"] = format!("{}{query}", gateway.url()).into();
        clients.ask("connect", with)
    };
    for place in ["header", "query"] {
        for query in ["", "?name=Ada&room=b", "?b=2&a=1&a=0&c", "?name=A%20da%2F%C3%A9&~=-_."] {
            let answer = connect(query, json!({ "key": KEYS, "where": place }));
            assert_eq!(answer["status"], 101, "{place} {query} {answer}");
            let identity = &spy.next().await[1];
            assert_eq!(
                (&identity["accessKey"], &identity["sourceIp"]),
                (&KEYS.0.into(), &"127.0.0.1".into())
            );
            for name in ["accountId", "caller", "user", "userArn"] {
                assert!(identity[name].is_string(), "{identity}");
            }
        }
        for (with, message) in [
            (json!({ "key": [KEYS.0, "wrong"] }), SIGNATURE_MISMATCH),
            (json!({ "key": ["AKIDOTHER", KEYS.1] }), INVALID_TOKEN),
            (json!({ "key": [KEYS.0, KEYS.1, TOKEN] }), INVALID_TOKEN),
            (json!({ "key": KEYS, "age": 600 }), SIGNATURE_EXPIRED),
            (json!({ "key": KEYS, "age": -600 }), SIGNATURE_EXPIRED),
        ] {
            let mut with = with.clone();
            with["where"] = place.into();
            let answer = connect("?name=Ada", with);
            assert_eq!(answer["status"], 403, "{place} {answer}");
            error_ids(answer["body"].as_str().expect("a body"), message);
        }
    }
    // A signed URL is valid for its own duration.
    let later = connect("", json!({ "key": KEYS, "where": "query", "age": 600, "expires": 1200 }));
    assert_eq!(later["status"], 101, "{later}");
    spy.next().await;
    // The maximum is a week.
    let week = connect("", json!({ "key": KEYS, "where": "query", "expires": 604_800 }));
    assert_eq!(week["status"], 101, "{week}");
    spy.next().await;
    let longer = connect("", json!({ "key": KEYS, "where": "query", "expires": 604_801 }));
    assert_eq!(longer["status"], 403, "{longer}");
    error_ids(longer["body"].as_str().expect("a body"), INCOMPLETE_SIGNATURE);
    let unsigned = connect("?name=Ada", json!({}));
    assert_eq!(unsigned["status"], 403);
    error_ids(unsigned["body"].as_str().expect("a body"), "Missing Authentication Token");
    gateway.stop().await;
    assert_eq!(spy.rest(), Vec::<Value>::new());
}

/// 2.37: a session token is signed in either place.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn handshake_without_the_session_token_gets_403() {
    let spy = Spy::default();
    let api = Signed::api().with_state(spy.clone());
    let gateway =
        api.serve("127.0.0.1:0").aws_key(credentials(KEYS.1, Some(TOKEN))).await.expect("a gateway");
    let mut clients = Clients::start();
    for place in ["header", "query"] {
        for (key, status) in [(json!([KEYS.0, KEYS.1, TOKEN]), 101), (json!([KEYS.0, KEYS.1]), 403)] {
            let with = json!({ "name": "ada", "url": gateway.url(), "key": key, "where": place });
            assert_eq!(clients.ask("connect", with)["status"], status, "{place} {key}");
        }
    }
    gateway.stop().await;
}

/// 2.37: a gateway without a key verifies no signature.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn gateway_without_a_key_accepts_any_handshake() {
    let spy = Spy::default();
    let gateway = Signed::api().with_state(spy.clone()).serve("127.0.0.1:0").await.expect("a gateway");
    let mut clients = Clients::start();
    clients.connect("ada", &gateway.url());
    assert_eq!(spy.next().await[1]["accessKey"], Value::Null);
    let with = json!({ "name": "bob", "url": gateway.url(), "key": ["any", "key"], "where": "query" });
    assert_eq!(clients.ask("connect", with)["status"], 101);
    assert_eq!(spy.next().await[1]["accessKey"], Value::Null);
    gateway.stop().await;
}
