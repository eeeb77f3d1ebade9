//! The harness that drives programs as Lambda does, tested with a known good program and with violations of the protocol.

use std::{collections::HashSet, net::SocketAddr, process::Command, time::Duration};

use aws_lambda_events::apigw::{
    ApiGatewayCustomAuthorizerRequestTypeRequest, ApiGatewayWebsocketProxyRequest,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use websocket_api_tests::{
    events::{event, events_in},
    lambda::Lambda,
    runtime_api::{FUNCTION_ARN, Outcome, RuntimeApi},
};

const BARE_PROGRAM: &str = env!("CARGO_BIN_EXE_bare-lambda");
const NEXT_PATH: &str = "invocation/next";

async fn bare() -> Lambda {
    let lambda = Lambda::start(BARE_PROGRAM, &[]).await;
    lambda.wait_for_poll().await;
    lambda
}

/// Sends one request as a program does. Returns status line, headers and body.
async fn request(api: SocketAddr, method: &str, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(api).await.expect("a connection");
    let length = body.len();
    let request = format!(
        "{method} /2018-06-01/runtime/{path} HTTP/1.1\r\nhost: {api}\r\nconnection: close\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}

async fn post(api: &RuntimeApi, path: &str, body: &str) -> String {
    request(api.address(), "POST", path, body).await
}

async fn get(api: &RuntimeApi, path: &str) -> String {
    request(api.address(), "GET", path, "").await
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let value = answer.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    value.unwrap_or_else(|| panic!("no {name} in {answer}"))
}

#[tokio::test]
async fn bare_program_answers_connections_and_messages() {
    let lambda = bare().await;
    for name in ["connect", "connect_captured", "disconnect", "disconnect_captured"] {
        assert_eq!(lambda.invoke(event(name)).await.value(), json!({ "statusCode": 200 }), "{name}");
    }
    let reply = lambda.invoke(event("message")).await;
    assert_eq!(&reply.bytes()[..], r#"{"statusCode":200,"body":"{\"text\":\"Grüße, 世界 👋\"}"}"#.as_bytes());
    let reply = lambda.invoke(event("message_base64")).await.value();
    assert_eq!(reply["body"], r#"{"error":"unknown action"}"#);
}

#[tokio::test]
async fn failed_handler_is_an_error_and_the_program_keeps_running() {
    let lambda = bare().await;
    let mut message: Value = serde_json::from_str(&event("message")).expect("JSON");
    message["body"] = json!("no JSON");
    let error = lambda.invoke(message.to_string()).await.error().clone();
    assert_eq!(
        error.error_type,
        "&alloc::boxed::Box<dyn core::error::Error + core::marker::Send + core::marker::Sync>"
    );
    assert_eq!(error.message, "expected ident at line 1 column 2");
    lambda.wait_for_log("expected ident").await;

    let error = lambda.invoke(event("message_captured")).await.error().clone();
    assert_eq!(error.message, r#"no handler for Some("chat")"#);

    assert_eq!(lambda.invoke(event("connect")).await.value()["statusCode"], 200);
    assert!(lambda.is_running());
}

#[tokio::test]
async fn foreign_event_is_an_error_and_the_program_keeps_running() {
    let lambda = bare().await;
    for name in events_in("foreign") {
        let error = lambda.invoke(event(&name)).await.error().clone();
        assert_eq!(error.error_type, "&lambda_runtime::deserializer::DeserializeError", "{name}");
    }
    lambda.invoke("{").await.error();
    assert_eq!(lambda.invoke(event("connect")).await.value()["statusCode"], 200);
}

#[tokio::test]
async fn exited_program_gives_an_exit_error() {
    let lambda = Lambda::start(BARE_PROGRAM, &[("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "much")]).await;
    let error = lambda.invoke(event("connect")).await.error().clone();
    assert_eq!(error.error_type, "Runtime.ExitError");
    assert!(error.message.ends_with("Runtime exited with error: exit status 101"), "{error:?}");
    assert_eq!(lambda.exit().await.code(), Some(101));
    assert!(!lambda.is_running());
    assert!(
        lambda.logs().contains("AWS_LAMBDA_FUNCTION_MEMORY_SIZE env var is not <i32>"),
        "{}",
        lambda.logs()
    );
}

#[tokio::test]
#[should_panic = "the program did not ask for an event; it ended (exit status: 0), and its logs are:\nAWS_"]
async fn program_that_exits_without_a_poll_panics_the_test() {
    Lambda::start("env", &[]).await.wait_for_poll().await;
}

#[tokio::test]
async fn program_has_the_environment_of_lambda_only() {
    let lambda = Lambda::start("env", &[("TABLE", "chat"), ("AWS_REGION", "eu-west-1")]).await;
    assert!(lambda.exit().await.success());
    let logs = lambda.logs();
    for line in ["TABLE=chat", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=us-east-1"] {
        assert!(logs.lines().any(|found| found == line), "{line} in {logs}");
    }
    assert!(!logs.contains("CARGO"), "{logs}");
    lambda.wait_for_log("AWS_LAMBDA_RUNTIME_API=127.0.0.1:").await;
}

#[tokio::test]
async fn dropped_program_is_killed() {
    let lambda = bare().await;
    let id = lambda.process_id();
    assert!(exists(id));
    drop(lambda);
    assert!(!exists(id));
}

fn exists(process_id: u32) -> bool {
    let signal_nothing = Command::new("kill").args(["-0", &process_id.to_string()]).output();
    signal_nothing.expect("the program kill").status.success()
}

#[tokio::test]
async fn next_has_the_event_and_the_headers_of_lambda() {
    let api = RuntimeApi::start().await;
    let first = api.send(event("connect"));
    let answer = get(&api, NEXT_PATH).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.ends_with(&event("connect")), "{answer}");
    assert_eq!(header(&answer, "lambda-runtime-aws-request-id"), first.request_id());
    assert_eq!(header(&answer, "lambda-runtime-invoked-function-arn"), FUNCTION_ARN);
    assert!(header(&answer, "lambda-runtime-trace-id").starts_with("Root=1-"));
    let deadline: u64 = header(&answer, "lambda-runtime-deadline-ms").parse().expect("milliseconds");
    assert!(deadline > 1_700_000_000_000);

    let id = first.request_id().to_owned();
    let answer = post(&api, &format!("invocation/{id}/response"), "\"done\"").await;
    assert!(answer.starts_with("HTTP/1.1 202 Accepted\r\n"), "{answer}");
    assert_eq!(first.outcome().await.value(), "done");

    let ids: HashSet<String> = (0..5).map(|_| api.send("{}").request_id().to_owned()).collect();
    assert_eq!(ids.len(), 5);
    assert!(!ids.contains(&id));
}

/// A cancelled poll does not consume an event.
#[tokio::test]
async fn cancelled_poll_loses_no_event() {
    let api = RuntimeApi::start().await;
    let broken = tokio::time::timeout(Duration::from_millis(50), get(&api, NEXT_PATH)).await;
    assert!(broken.is_err());
    // The server must notice that the connection is closed.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let invocation = api.send("\"event\"");
    assert!(get(&api, NEXT_PATH).await.ends_with("\"event\""));
    post(
        &api,
        &format!("invocation/{}/error", invocation.request_id()),
        r#"{"errorType":"T","errorMessage":"M"}"#,
    )
    .await;
    let outcome = invocation.outcome().await;
    assert_eq!((&*outcome.error().error_type, &*outcome.error().message), ("T", "M"));
}

#[tokio::test]
async fn init_error_is_reported() {
    let api = RuntimeApi::start().await;
    let answer =
        post(&api, "init/error", r#"{"errorType":"Config","errorMessage":"no table","stackTrace":[]}"#).await;
    assert!(answer.starts_with("HTTP/1.1 202 Accepted\r\n"), "{answer}");
    assert_eq!(api.init_error().await.message, "no table");
}

#[tokio::test]
async fn protocol_violations_are_recorded() {
    let api = RuntimeApi::start().await;
    let invocation = api.send("{}");
    let id = invocation.request_id().to_owned();
    let respond = format!("invocation/{id}/response");

    let answers = [
        (post(&api, &respond, "1").await, "400", "InvalidRequestID"),
        (post(&api, "invocation/other/response", "1").await, "400", "InvalidRequestID"),
        (get(&api, "restore/next").await, "404", "NotFound"),
        (get(&api, NEXT_PATH).await, "200", "{}"),
        (get(&api, NEXT_PATH).await, "403", "InvalidStateTransition"),
        (post(&api, &format!("invocation/{id}/error"), "text").await, "400", "InvalidRequest"),
        (post(&api, &respond, "2").await, "202", "OK"),
        (post(&api, &respond, "3").await, "403", "InvalidStateTransition"),
        (
            post(&api, "init/error", r#"{"errorType":"T","errorMessage":"M"}"#).await,
            "403",
            "InvalidStateTransition",
        ),
    ];
    for (answer, status, text) in &answers {
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(text), "{answer}");
    }
    assert_eq!(invocation.outcome().await, Outcome::Response("2".into()));
    assert_eq!(
        api.take_violations(),
        [
            format!("{id} was answered before it was handed out"),
            r#"unknown id other, answered with Response(b"1")"#.to_owned(),
            "GET /2018-06-01/runtime/restore/next is not in the API".to_owned(),
            format!("the next event was asked for before {id} was answered"),
            format!(
                "POST /2018-06-01/runtime/invocation/{id}/error was sent what is no error \
                 (expected ident at line 1 column 2): text"
            ),
            format!(r#"{id} was answered again, with Response(b"3")"#),
            "a program that had asked for events cannot start: \
             FunctionError { error_type: \"T\", message: \"M\" }"
                .to_owned(),
        ]
    );
}

#[tokio::test]
#[should_panic(expected = "the program broke the protocol:\nunknown id other")]
async fn unread_violation_panics_on_drop() {
    let api = RuntimeApi::start().await;
    post(&api, "invocation/other/response", "1").await;
}

#[tokio::test]
#[should_panic(expected = "the program did not answer within 50ms")]
async fn missing_response_panics_after_the_timeout() {
    let api = RuntimeApi::with_timeout(Duration::from_millis(50)).await;
    api.invoke("{}").await.value();
}

/// The example events can be parsed by the types of `aws_lambda_events`.
#[test]
fn example_events_parse_and_foreign_events_do_not() {
    for name in events_in("").iter().chain(&events_in("published")) {
        let text = event(name);
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let error = if name.contains("authorizer") {
            assert_eq!(value["type"], "REQUEST", "{name}");
            serde_json::from_str::<ApiGatewayCustomAuthorizerRequestTypeRequest>(&text).err()
        } else {
            serde_json::from_str::<ApiGatewayWebsocketProxyRequest>(&text).err()
        };
        assert!(error.is_none(), "{name}: {error:?}");
    }
    for name in events_in("foreign") {
        let text = event(&name);
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{name}");
        assert!(serde_json::from_str::<ApiGatewayWebsocketProxyRequest>(&text).is_err(), "{name}");
    }
}
