//! Calls of the `@connections` API, checked by a server that signs them again with botocore.
//!
//! The server is `connections.py`, in the virtual environment that `tests/run` installs under `target/judges`.
#![cfg(feature = "system")]

use std::{
    env, fs,
    io::{Read, Write},
    net::TcpListener,
    path::PathBuf,
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};

use serde_json::{Value, json};
use tokio::time::sleep;
use websocket_api::{
    ConnectionId,
    connections::{Bytes, Connections, Error},
    websocket_api,
};
use websocket_api_tests::{
    connections::{self, KEYS, REGION, Server, connections, credentials},
    events::event,
    judges::{Dialogue, script},
    lambda::Lambda,
};

/// A client for the server's connections through the AWS SDK.
fn sdk(server: &Server) -> Connections {
    Connections::from_sdk(connections::sdk(&server.endpoint("/prod"), KEYS))
}

#[tokio::test]
async fn post_sends_text_and_bytes_to_the_encoded_path() {
    let mut server = Server::start();
    let connections = server.prod();
    connections.send("BFaT_fALIAMCKug=", "héllo").await.expect("a call");
    let seen = server.next();
    assert_eq!((&seen["method"], &seen["body"]), (&"POST".into(), &"héllo".into()));
    assert_eq!(seen["path"], "/prod/@connections/BFaT_fALIAMCKug%3D");
    assert_eq!(seen["canonical"], "/prod/%40connections/BFaT_fALIAMCKug%253D");

    connections.send(ConnectionId::from("a"), vec![b'x'; 131_072]).await.expect("a call");
    assert_eq!(server.next()["size"], 131_072);
    connections.send("a", Bytes::new()).await.expect("a call");
    assert_eq!(server.next()["size"], 0);
    server.assert_all_seen().await;
}

#[tokio::test]
async fn connection_id_of_any_characters_is_encoded_in_the_path() {
    let mut server = Server::start();
    let connections = server.prod();
    for id in ["a=", "a+b", "a/b", "a b", "a%3D", "é?#&", "a..b", "~.-_", "$default", "[x]:@!'()*,;"] {
        connections.send(id, "hello").await.expect(id);
        assert_eq!(server.next()["id"], id);
    }
    for id in ["", ".", ".."] {
        let error = connections.send(id, "hello").await.unwrap_err();
        assert!(matches!(error, Error::InvalidId { .. }), "{error}");
    }
    server.assert_all_seen().await;
}

#[tokio::test]
async fn post_has_the_same_path_and_body_as_from_boto3() {
    let mut server = Server::start();
    let port = server.port().to_string();
    for id in ["BFaT_fALIAMCKug=", "a+b/c d"] {
        assert!(script("connections.py", &["call", &port, id]).status().expect("python").success());
        let theirs = server.next();
        server.prod().send(id, "hello").await.expect("a call");
        let ours = server.next();
        for what in ["method", "path", "canonical", "body"] {
            assert_eq!(ours[what], theirs[what]);
        }
    }
}

#[tokio::test]
async fn endpoint_path_precedes_the_connections_path() {
    let mut server = Server::start();
    for (path, seen) in [
        ("", "/@connections/a%3D"),
        ("/", "/@connections/a%3D"),
        ("/prod/", "/prod/@connections/a%3D"),
        ("/chat/v1.2", "/chat/v1.2/@connections/a%3D"),
        ("/a(b)$c!*'", "/a(b)$c!*'/@connections/a%3D"),
        ("/a%20b", "/a%20b/@connections/a%3D"),
    ] {
        connections(&server.endpoint(path)).send("a=", "hello").await.expect(path);
        assert_eq!(server.next()["path"], seen);
    }
}

#[tokio::test]
async fn session_token_is_sent_and_signed() {
    let mut server = Server::start();
    server
        .prod()
        .with_credentials(credentials(KEYS.1, Some("IQoJb3JpZ2lu+/=")))
        .send("a=", "hello")
        .await
        .expect("a call");
    assert_eq!(server.next()["token"], "IQoJb3JpZ2lu+/=");
    server.prod().send("a=", "hello").await.expect("a call");
    assert_eq!(server.next()["token"], Value::Null);
}

#[tokio::test]
async fn get_returns_connection_info_and_close_deletes() {
    let mut server = Server::start();
    for connections in [server.prod(), sdk(&server)] {
        let info = connections.get("a=").await.expect("a call");
        assert_eq!(info.connected_at, UNIX_EPOCH + Duration::from_millis(1_731_332_735_513));
        assert_eq!(info.last_active_at, UNIX_EPOCH + Duration::from_secs(1_731_332_746));
        assert_eq!((&*info.source_ip, &*info.user_agent), ("166.90.225.1", "judge"));
        assert_eq!(server.next()["method"], "GET");
        connections.close("a=").await.expect("a call");
        assert_eq!(server.next()["method"], "DELETE");
        assert!(connections.close("gone").await.unwrap_err().is_gone());
        server.next();
        assert!(connections.get("gone").await.unwrap_err().is_gone());
        server.next();
    }
}

#[tokio::test]
async fn error_statuses_have_the_same_errors_with_either_client() {
    let mut server = Server::start();
    for connections in [server.prod(), sdk(&server)] {
        for (id, expected) in [
            ("gone", "the connection does not exist"),
            ("large", "message of 5 bytes exceeds API Gateway's limit of 131072"),
            (
                "forbidden",
                "AWS rejected the call: it requires `execute-api:ManageConnections` on this API: not for you",
            ),
            ("malformed", "invalid connection ID: Invalid connectionId: malformed"),
            // An ID of the right form belongs to no connection.
            ("malformed-AAAAB=", "the connection does not exist"),
        ] {
            let error = connections.send(id, "hello").await.expect_err(id);
            assert_eq!(error.to_string(), expected);
            server.next();
        }
        let error = connections.send("", "hello").await.unwrap_err();
        assert!(matches!(error, Error::InvalidId { .. }), "{error}");
    }
    server.assert_all_seen().await;
}

#[tokio::test]
async fn wrong_key_or_region_is_forbidden() {
    let mut server = Server::start();
    let error =
        server.prod().with_credentials(credentials("wrong", None)).send("a=", "hello").await.unwrap_err();
    let canonical = r"POST\n/prod/%40connections/a%253D\n";
    assert!(matches!(&error, Error::Forbidden { message } if message.contains(canonical)), "{error}");
    let wrong = server.next_judgement()["wrong"].to_string();
    assert!(wrong.contains("the signature is not that of"), "{wrong}");
    let error = server.prod().with_region("us-east-1").send("a=", "hello").await.unwrap_err();
    assert!(error.to_string().contains("/us-east-1/execute-api/"), "{error}");
}

#[tokio::test]
async fn throttled_and_server_errors_are_retried_up_to_four_attempts() {
    let mut server = Server::start();
    for (name, connections) in [("light", server.prod()), ("sdk", sdk(&server))] {
        for (kind, attempts) in [("busy", 2), ("broken", 3)] {
            connections.send(format!("{kind}-{name}"), "hello").await.expect(kind);
            for _ in 0..attempts {
                server.next();
            }
        }
    }
    server.assert_all_seen().await;

    let error = server.prod().send("throttled", "hello").await.unwrap_err();
    assert!(matches!(error, Error::LimitExceeded), "{error}");
    (0..4).for_each(|_| drop(server.next()));
    // Of a body of ten megabytes the client reads no more than the limit, and the error shows a single line.
    let error = server.prod().send("page", "hello").await.unwrap_err();
    assert!(matches!(error, Error::Unexpected { status: 502, .. }), "{error}");
    assert!(error.to_string().len() < 400, "{error}");
    (0..4).for_each(|_| drop(server.next()));
    server.assert_all_seen().await;
}

#[tokio::test]
async fn post_is_not_retried_after_a_lost_response() {
    let mut server = Server::start();
    let connections = server.prod();
    let error = connections.send("lost", "hello").await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    server.next();
    server.assert_all_seen().await;
    // A request that changes nothing is retried.
    let error = connections.get("lost").await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    (0..4).for_each(|_| drop(server.next()));
    server.assert_all_seen().await;
}

#[tokio::test]
async fn unreachable_server_is_a_transport_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("a port");
    drop(listener);
    for scheme in ["http", "https"] {
        let error = connections(&format!("{scheme}://{address}")).send("a", "hello").await.unwrap_err();
        assert!(matches!(&error, Error::Transport(_)) && error.to_string().contains("refused"), "{error}");
    }
    // A server that does not speak TLS.
    let server = Server::start();
    let error = connections(&format!("https://127.0.0.1:{}", server.port())).get("a").await.unwrap_err();
    assert!(matches!(&error, Error::Transport(_)), "{error}");
}

#[tokio::test]
async fn silent_server_times_out_after_one_attempt() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("a port");
    let begun = Instant::now();
    let error = connections(&format!("http://{address}")).send("a", "hello").await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error}");
    // One attempt takes five seconds, four would take twenty.
    assert!((5..20).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

/// A client of a server that answers with this head, and never sends the body.
fn without_body(head: &'static str) -> Connections {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("a port");
    thread::spawn(move || {
        let mut open = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            _ = stream.read(&mut [0; 4096]).expect("a request");
            stream.write_all(head.as_bytes()).expect("a client that reads");
            open.push(stream);
        }
    });
    connections(&format!("http://{address}"))
}

/// The status alone is the result.
#[tokio::test]
async fn post_and_close_succeed_without_the_response_body() {
    for head in [
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
    ] {
        without_body(head).send("a", "hello").await.expect("a message that was delivered");
        without_body(head).close("a").await.expect("a connection that was closed");
    }
    let error =
        without_body("HTTP/1.1 410 Gone\r\ncontent-length: 2\r\n\r\n").send("a", "hello").await.unwrap_err();
    assert!(error.is_gone(), "{error}");
    // `get` needs the body.
    let error = without_body("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n").get("a").await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error}");
}

#[tokio::test]
async fn message_over_131072_bytes_is_rejected_without_a_request() {
    let mut server = Server::start();
    let text = "x".repeat(131_073);
    for connections in [server.prod(), sdk(&server)] {
        let error = connections.send("a", &text).await.unwrap_err();
        assert!(matches!(error, Error::PayloadTooLarge { size: 131_073 }), "{error}");
        let broadcast = connections.broadcast(["a", "b"], &text).await;
        assert_eq!((broadcast.sent, broadcast.failed.len()), (0, 2));
    }
    server.assert_all_seen().await;
}

#[tokio::test]
async fn broadcast_reports_sent_gone_and_failed_connections() {
    let mut server = Server::start();
    for connections in [server.prod(), sdk(&server)] {
        let ids: Vec<ConnectionId> =
            ["a", "gone-1", "b=", "forbidden", "malformed-AAAAB=", "a"].map(ConnectionId::from).to_vec();
        let mut broadcast = connections.broadcast(&ids, "hello").await;
        broadcast.gone.sort();
        assert_eq!(broadcast.sent, 3);
        assert_eq!(broadcast.gone, ["gone-1", "malformed-AAAAB="].map(ConnectionId::from));
        assert_eq!(broadcast.failed[0].0.as_str(), "forbidden");
        assert!(!broadcast.is_complete());
        (0..6).for_each(|_| assert_eq!(server.next()["body"], "hello"));
    }
    let nobody = server.prod().broadcast(Vec::<String>::new(), "hello").await;
    assert!(nobody.is_complete() && nobody.sent == 0);
    server.assert_all_seen().await;
}

/// Returns the maximum number of concurrent requests of a broadcast.
async fn broadcast_slowly(server: &mut Server, connections: &Connections, count: usize) -> u64 {
    let broadcast = connections.broadcast((0..count).map(|i| format!("slow-{i}")), "hello").await;
    assert_eq!(broadcast.sent, count);
    (0..count).filter_map(|_| server.next()["in_flight"].as_u64()).max().expect("a request")
}

#[tokio::test]
async fn broadcast_concurrency_is_limited() {
    let mut server = Server::start();
    let connections = server.prod();
    assert_eq!(broadcast_slowly(&mut server, &connections.clone().with_concurrency(5), 20).await, 5);
    assert_eq!(broadcast_slowly(&mut server, &connections.clone().with_concurrency(0), 3).await, 1);
    let most = broadcast_slowly(&mut server, &connections, 96).await;
    assert!((20..=32).contains(&most), "{most}");
}

/// A handler can move its `Connections` into `tokio::spawn`.
#[tokio::test]
async fn calls_run_in_a_spawned_task() {
    let mut server = Server::start();
    let connections = server.prod();
    let task = tokio::spawn(async move {
        let text = String::from("hello");
        connections.send("a", &text).await?;
        connections.get("a").await?;
        let ids = [String::from("b")];
        Ok::<_, Error>(connections.broadcast(ids.iter(), text.as_bytes()).await.sent)
    });
    assert_eq!(task.await.expect("no panic").expect("a call"), 1);
    (0..3).for_each(|_| drop(server.next()));
}

#[test]
fn client_works_in_a_later_runtime() {
    let mut server = Server::start();
    for _ in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(server.prod().send("a", "hello")).expect("a call");
        server.next();
    }
}

#[tokio::test]
async fn closed_http_connection_is_replaced_on_the_next_call() {
    let mut server = Server::start();
    for _ in 0..3 {
        server.prod().send("closing", "hello").await.expect("a call");
        server.next();
        sleep(Duration::from_millis(50)).await;
    }
}

mod hosts {
    use super::*;

    websocket_api! {
        pub Plain { routes: { $default: { function: endpoint, return_response: true } } }
    }

    websocket_api! {
        pub Named {
            routes: { $default: { function: endpoint, return_response: true } },
            custom_domain: { domain_name: "chat.example.com", path: "v2" },
        }
    }

    websocket_api! {
        pub Wild {
            routes: { $default: { function: endpoint, return_response: true } },
            custom_domain: "*.example.com",
        }
    }

    async fn endpoint(connections: Connections) -> String {
        format!("{connections:?}")
    }
}

/// Signed requests go to a default host or the declared domain, and to no other host in an event.
#[tokio::test]
async fn event_domain_name_other_than_the_declared_is_rejected() {
    let own = "abcdef1234.execute-api.us-east-1.amazonaws.com";
    let stage = "https://abcdef1234.execute-api.us-east-1.amazonaws.com/prod";
    for (router, host, expected) in [
        (hosts::Plain::router(), own, Some(stage)),
        (hosts::Plain::router(), "chat.example.com", None),
        (hosts::Named::router(), own, Some(stage)),
        (hosts::Named::router(), "chat.example.com", Some("https://chat.example.com/v2")),
        (hosts::Named::router(), "chat.example.com:8443", None),
        (hosts::Named::router(), "evil.example", None),
        (hosts::Wild::router(), "ada.example.com", Some("https://ada.example.com")),
        (hosts::Wild::router(), "a.b.example.com", None),
        (hosts::Wild::router(), "example.com.evil.example", None),
    ] {
        let mut event: Value = serde_json::from_str(&event("message")).expect("JSON");
        event["requestContext"]["domainName"] = host.into();
        let reply = router.handle(event.to_string().as_bytes()).await;
        match expected {
            Some(url) => {
                let reply = reply.expect("a reply");
                let body = reply.body().unwrap_or_default();
                assert!(body.contains(&format!("url: \"{url}\"")), "{host}: {body}");
            }
            None => {
                let said = format!("{reply:?}");
                assert!(
                    said.contains("`domainName`") && said.contains("`WEBSOCKET_API_ENDPOINT`"),
                    "{host}: {said}"
                );
            }
        }
    }
}

/// The event of a message that the program answers with a post.
fn post() -> String {
    let mut event: Value = serde_json::from_str(&event("message")).expect("JSON");
    event["requestContext"]["routeKey"] = "post".into();
    event["requestContext"]["connectionId"] = "child=".into();
    event.to_string()
}

/// botocore finds the same credentials of a container. They are cached until shortly before they expire.
#[tokio::test]
async fn container_credentials_are_those_that_botocore_finds() {
    let mut server = Server::start();
    let endpoint = server.endpoint("/prod");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("container");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("token"), "Bearer of-the-file").expect("a file");
    let (home, file) = (folder.display().to_string(), folder.join("token").display().to_string());
    // Lifetime in seconds, failed responses before that, and requests for credentials during two posts.
    for (seconds, failures, asked) in [("3600", "0", 1), ("3600", "2", 3), ("60", "0", 2)] {
        for (token, authorization) in [
            (&[][..], Value::Null),
            (&[("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc")], "Basic abc".into()),
            (
                &[
                    ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc"),
                    ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", &*file),
                ],
                "Bearer of-the-file".into(),
            ),
        ] {
            let mut agent = Dialogue::start(script("connections.py", &["agent", seconds, failures]));
            let url = format!("http://127.0.0.1:{}/v2/role?id=a%2Fb", agent.port());
            let container = [("HOME", &*home), ("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url)];
            let variables = [&container[..], token].concat();
            let ours = [("ALONE", "1"), ("WEBSOCKET_API_ENDPOINT", &*endpoint), ("AWS_REGION", REGION)];
            let program =
                Lambda::start(env!("CARGO_BIN_EXE_served-lambda"), &[&ours[..], &variables].concat()).await;
            for _ in 0..2 {
                assert_eq!(program.invoke(post()).await.value()["statusCode"], 200);
                assert_eq!(server.next()["token"], "of the container");
            }
            let expected = json!(["/v2/role?id=a%2Fb", "application/json", authorization]);
            let mut heard = || serde_json::from_str::<Value>(&agent.line()).expect("JSON");
            for _ in 0..asked {
                assert_eq!(heard(), expected);
            }

            let mut theirs = script("connections.py", &["credentials"]);
            theirs.env_clear().envs(variables.iter().copied());
            let found = theirs.output().expect("python").stdout;
            let found: Value = serde_json::from_slice(&found).expect("JSON");
            assert_eq!(found, json!([KEYS.0, KEYS.1, "of the container"]));
            // The agent's next request is botocore's: the program made no more requests.
            assert_eq!(heard(), expected);
        }
    }
}

/// The client requests no credentials from the first host, and the second host has none.
#[tokio::test]
async fn invocation_fails_without_container_credentials() {
    let home = env!("CARGO_TARGET_TMPDIR");
    for (url, reason) in [
        (
            "http://evil.example/a",
            "`AWS_CONTAINER_CREDENTIALS_FULL_URI` must be `https://`, or `http://` and this machine",
        ),
        (
            "http://127.0.0.1:9/a",
            "the credentials that `AWS_CONTAINER_CREDENTIALS_FULL_URI` names: cannot reach",
        ),
    ] {
        let variables = [
            ("ALONE", "1"),
            ("WEBSOCKET_API_ENDPOINT", "http://127.0.0.1:9/prod"),
            ("AWS_REGION", REGION),
            ("HOME", home),
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", url),
        ];
        let program = Lambda::start(env!("CARGO_BIN_EXE_served-lambda"), &variables).await;
        let error = program.invoke(post()).await.error().clone();
        assert!(error.message.starts_with(reason), "{error:?}");
    }
}

/// A test cannot safely change its environment, so a program on Lambda makes the calls.
#[tokio::test]
async fn endpoint_region_and_keys_are_read_from_the_environment() {
    let mut server = Server::start();
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("home");
    fs::create_dir_all(home.join(".aws")).expect("a folder");
    let keys = format!("[chat]\naws_access_key_id = {}\naws_secret_access_key = {}\n", KEYS.0, KEYS.1);
    fs::write(home.join(".aws/credentials"), keys).expect("a file");
    fs::write(home.join(".aws/config"), format!("[profile chat]\nregion = {REGION}\n")).expect("a file");
    let (endpoint, home) = (server.endpoint("/prod"), home.display().to_string());
    let ours = ("WEBSOCKET_API_ENDPOINT", &*endpoint);
    let sdks = ("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", &*endpoint);

    let lambda = [
        ours,
        ("AWS_REGION", REGION),
        ("AWS_ACCESS_KEY_ID", KEYS.0),
        ("AWS_SECRET_ACCESS_KEY", KEYS.1),
        ("AWS_SESSION_TOKEN", "token"),
    ];
    let no_region = [("AWS_REGION", ""), ("AWS_DEFAULT_REGION", "")];
    let desk = [("WEBSOCKET_API_ENDPOINT", ""), sdks, ("HOME", &*home), ("AWS_PROFILE", "chat")];
    let desk = [&no_region[..], &desk].concat();
    for (variables, token) in [(&lambda[..], Value::from("token")), (&desk, Value::Null)] {
        let variables = [&[("ALONE", "1")], variables].concat();
        let program = Lambda::start(env!("CARGO_BIN_EXE_served-lambda"), &variables).await;
        assert_eq!(program.invoke(post()).await.value()["statusCode"], 200);
        let seen = server.next();
        assert_eq!((&seen["path"], &seen["token"]), (&"/prod/@connections/child%3D".into(), &token));
    }
}
