//! A program on Lambda: `lambda/served.rs`, which the real `lambda_runtime` drives over the Runtime API.

use serde_json::{Value, json};
use websocket_api_tests::{
    events::{event, events_in},
    lambda::Lambda,
    runtime_api::Outcome,
};

const SERVED_PROGRAM: &str = env!("CARGO_BIN_EXE_served-lambda");

async fn start() -> Lambda {
    Lambda::start(SERVED_PROGRAM, &[("ALONE", "1")]).await
}

fn message(route: &str, body: &str) -> String {
    let mut event: Value = serde_json::from_str(&event("message")).expect("an event");
    event["requestContext"]["routeKey"] = route.into();
    event["body"] = body.into();
    event.to_string()
}

#[tokio::test]
async fn program_handles_every_kind_of_event() {
    let lambda = start().await;
    assert_eq!(lambda.invoke(event("connect_captured")).await.value(), json!({ "statusCode": 200 }));
    assert_eq!(
        lambda.invoke(message("sendMessage", r#"{"action":"sendMessage","text":"Ada"}"#)).await.value(),
        json!({ "statusCode": 200, "body": "hello, Ada" })
    );
    assert_eq!(lambda.invoke(message("$default", "?")).await.value(), json!({ "statusCode": 200 }));
    assert_eq!(lambda.invoke(event("disconnect")).await.value(), json!({ "statusCode": 200 }));
    let policy = lambda.invoke(event("authorizer")).await.value();
    assert_eq!(policy["principalId"], "blue");
    assert_eq!(policy["policyDocument"]["Statement"][0]["Effect"], "Allow");
    let mut full: Value = serde_json::from_str(&event("connect_captured")).unwrap();
    full["queryStringParameters"] = json!({ "room": "full" });
    assert_eq!(
        lambda.invoke(full.to_string()).await.value(),
        json!({ "statusCode": 403, "body": "the room is full" })
    );
}

#[tokio::test]
async fn every_example_event_gets_a_response() {
    let lambda = start().await;
    for name in events_in("").iter().chain(&events_in("published")) {
        let outcome = lambda.invoke(event(name)).await;
        assert!(matches!(outcome, Outcome::Response(_)), "{name}: {outcome:?}");
    }
}

#[tokio::test]
async fn error_panic_or_foreign_event_fails_one_invocation_only() {
    let lambda = start().await;
    let error = lambda.invoke(message("fails", "{}")).await.error().clone();
    assert_eq!((&*error.error_type, &*error.message), ("std::io::error::Error", "the disk is full"));
    let error = lambda.invoke(message("failsInABox", "{}")).await.error().clone();
    assert_eq!((&*error.error_type, &*error.message), ("std::io::error::Error", "the disk is full"));
    let error = lambda.invoke(message("failsInABox", "text")).await.error().clone();
    assert_eq!((&*error.error_type, &*error.message), ("HandlerError", "no table"));
    let error = lambda.invoke(message("panics", "{}")).await.error().clone();
    assert_eq!(error.error_type, "WebsocketApi.Panic");
    assert_eq!(error.message, "the handler panicked: no more paper");
    for name in events_in("foreign") {
        let error = lambda.invoke(event(&name)).await.error().clone();
        assert_eq!(error.error_type, "WebsocketApi.UnknownEvent", "{name}: {error:?}");
    }
    for broken in ["", "{", "\u{1}", &event("message")[..200]] {
        let error = lambda.invoke(broken).await.error().clone();
        assert_eq!(error.error_type, "WebsocketApi.MalformedEvent", "{broken}");
    }
    let rejected = lambda.invoke(message("sendMessage", r#"{"text":1}"#)).await.value();
    assert_eq!(rejected["statusCode"], 400);
    assert_eq!(lambda.invoke(message("$default", "?")).await.value(), json!({ "statusCode": 200 }));
}

#[tokio::test]
async fn log_lines_have_route_connection_and_request() {
    let lambda = Lambda::start(SERVED_PROGRAM, &[("ALONE", "1"), ("AWS_LAMBDA_LOG_FORMAT", "JSON")]).await;
    let event = message("sendMessage", r#"{"text":"Ada"}"#);
    let context = serde_json::from_str::<Value>(&event).unwrap()["requestContext"].clone();
    lambda.invoke(event).await.value();
    let line: Value = serde_json::from_str(&lambda.wait_for_log("saying it").await).unwrap();
    let span = &line["span"];
    assert_eq!(span["routeKey"], "sendMessage", "{line}");
    assert_eq!(span["connectionId"], context["connectionId"], "{line}");
    assert_eq!(span["requestId"], context["requestId"], "{line}");
    lambda.invoke(message("fails", "{}")).await.error();
    let line: Value = serde_json::from_str(&lambda.wait_for_log("the disk is full").await).unwrap();
    assert_eq!(line["level"], "ERROR", "{line}");
    assert_eq!(line["span"]["routeKey"], "fails", "{line}");
    lambda.invoke(message("sendMessage", "no JSON")).await.value();
    let line: Value = serde_json::from_str(&lambda.wait_for_log("the message is not JSON").await).unwrap();
    assert_eq!(line["level"], "WARN", "{line}");
}

/// In either log format, with any panic hook.
#[tokio::test]
async fn failure_is_logged_in_one_line_of_at_most_4096_bytes() {
    let authorizer = |room: &str| {
        let mut event: Value = serde_json::from_str(&event("authorizer")).expect("an event");
        event["queryStringParameters"] = json!({ "room": room });
        event["multiValueQueryStringParameters"] = json!({ "room": [room] });
        event.to_string()
    };
    let mut hostile: Value = serde_json::from_str(&message("failsAtLength", "{}")).expect("an event");
    hostile["requestContext"]["connectionId"] = "👋\u{1}".repeat(1000).into();
    hostile["requestContext"]["requestId"] = "\u{1}".repeat(1000).into();
    let failures = [
        (message("fails", "{}"), "ERROR", "the disk is full"),
        (message("failsAtLength", "{}"), "ERROR", "…"),
        (hostile.to_string(), "ERROR", "…"),
        (message("panics", "{}"), "ERROR", "no more paper"),
        (message("panicsAtLength", "{}"), "ERROR", "…"),
        (message("panicsInDrop", "{}"), "ERROR", "no message"),
        (message("sendMessage", "no JSON"), "WARN", "the message is not JSON"),
        (message("sendMessage", &json!("x".repeat(120_000)).to_string()), "WARN", "invalid type"),
        (authorizer("unknown"), "INFO", "unauthorized"),
        (authorizer("broken"), "ERROR", "the directory does not answer"),
        ("{}".to_owned(), "ERROR", "this function serves a WebSocket API"),
    ];
    for format in ["Text", "JSON"] {
        let lambda =
            Lambda::start(SERVED_PROGRAM, &[("ALONE", "1"), ("AWS_LAMBDA_LOG_FORMAT", format)]).await;
        let mut seen = 0;
        for (i, (event, level, text)) in failures.iter().enumerate() {
            let outcome = lambda.invoke(event.clone()).await;
            if let Outcome::Error(error) = &outcome {
                assert!(error.message.len() <= 2048, "{}", error.message.len());
            }
            lambda.invoke(message("mark", &i.to_string())).await.value();
            lambda.wait_for_log(&format!("output {i}.")).await;
            lambda.wait_for_log(&format!("error {i}.")).await;
            let logs = lambda.logs();
            let is_mark = |line: &str| line.starts_with("output ") || line.starts_with("error ");
            let lines: Vec<&str> = logs.lines().filter(|line| !is_mark(line)).collect();
            let new = &lines[seen..];
            assert_eq!(new.len(), 1, "{i}: {new:#?}");
            assert!(new[0].contains(level) && new[0].contains(text), "{i}: {}", new[0]);
            assert!(new[0].len() <= 4096, "{i}: {} bytes: {}", new[0].len(), new[0]);
            seen = lines.len();
        }
    }
}

/// The line has the location of the panic, and a backtrace on request.
#[tokio::test]
async fn panic_is_logged_with_its_location_backtrace_or_hook() {
    let lambda = start().await;
    lambda.invoke(message("panics", "{}")).await.error();
    let line = lambda.wait_for_log("no more paper").await;
    assert!(line.contains("place") && line.contains("\"tests/lambda/served.rs:"), "{line}");
    for variables in [[("ALONE", "1"), ("RUST_BACKTRACE", "1")], [("ALONE", "1"), ("OWN_HOOK", "1")]] {
        let lambda = Lambda::start(SERVED_PROGRAM, &variables).await;
        lambda.invoke(message("panics", "{}")).await.error();
        lambda
            .wait_for_log(if variables[1].0 == "OWN_HOOK" { "a hook of our own" } else { "stack backtrace" })
            .await;
    }
}

/// The log level and the client's text leave the line complete.
#[tokio::test]
async fn client_text_starts_no_line_in_the_log() {
    let lambda = Lambda::start(SERVED_PROGRAM, &[("ALONE", "1"), ("AWS_LAMBDA_LOG_LEVEL", "WARN")]).await;
    lambda.invoke(message("sendMessage", "{\"text\":{\"x\\nERROR forged\":1}}")).await.value();
    lambda.invoke(message("sendMessage", "\"x\\nERROR forged\"")).await.value();
    let line = lambda.wait_for_log("rejected").await;
    assert!(line.contains("sendMessage") && line.contains("connectionId"), "{line}");
    assert!(!lambda.logs().lines().any(|line| line.starts_with("ERROR forged")), "{}", lambda.logs());
}

#[tokio::test]
async fn failed_state_constructor_is_an_init_error() {
    let lambda = Lambda::start(SERVED_PROGRAM, &[("ALONE", "1"), ("WITHOUT_STATE", "no table")]).await;
    let error = lambda.init_error().await;
    assert_eq!(error.error_type, "WebsocketApi.Init");
    assert_eq!(error.message, "the API's state could not be made: no table");
    assert_eq!(lambda.exit().await.code(), Some(1));
    assert!(
        lambda.logs().contains("Error: the API's state could not be made: no table"),
        "{}",
        lambda.logs()
    );
}

#[tokio::test]
async fn panicking_state_constructor_is_an_init_error() {
    let lambda = Lambda::start(SERVED_PROGRAM, &[("ALONE", "1"), ("WITHOUT_STATE", "panic")]).await;
    let error = lambda.init_error().await;
    assert_eq!(error.error_type, "WebsocketApi.Init");
    assert!(
        error.message.starts_with(
            "the API's state could not be made: its constructor panicked at tests/lambda/served.rs:"
        ) && error.message.ends_with(": no key in the vault"),
        "{}",
        error.message
    );
    assert_eq!(lambda.exit().await.code(), Some(1));
}

/// Several APIs share an artifact: the template names each function's API in an environment variable.
#[tokio::test]
async fn function_of_a_stack_serves_the_api_of_its_environment() {
    let board = Lambda::start(SERVED_PROGRAM, &[("WEBSOCKET_API_NAME", "Board")]).await;
    assert_eq!(board.invoke(message("$default", "?")).await.value()["body"], "board");
    let chat = Lambda::start(SERVED_PROGRAM, &[("WEBSOCKET_API_NAME", "Chat")]).await;
    assert_eq!(chat.invoke(message("$default", "?")).await.value(), json!({ "statusCode": 200 }));
    for (variables, message) in [
        (&[("WEBSOCKET_API_NAME", "Shop")][..], "unknown API `Shop`"),
        (&[], "deploy it with the template that it makes"),
    ] {
        let lambda = Lambda::start(SERVED_PROGRAM, variables).await;
        assert!(lambda.init_error().await.message.contains(message));
        assert_eq!(lambda.exit().await.code(), Some(1));
    }
}

/// `lambda_runtime` alone would panic.
#[tokio::test]
async fn invalid_lambda_variable_exits_with_code_1() {
    let lambda =
        Lambda::start(SERVED_PROGRAM, &[("ALONE", "1"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "lots")]).await;
    assert_eq!(lambda.exit().await.code(), Some(1));
    assert!(
        lambda.logs().contains("`AWS_LAMBDA_FUNCTION_MEMORY_SIZE` is missing from the environment"),
        "{}",
        lambda.logs()
    );
}

/// A refused connection is an error of the handler.
#[tokio::test]
async fn handler_posts_to_the_endpoint_of_the_environment() {
    let lambda = Lambda::start(
        SERVED_PROGRAM,
        &[
            ("ALONE", "1"),
            ("WEBSOCKET_API_ENDPOINT", "http://127.0.0.1:9/prod"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ],
    )
    .await;
    let error = lambda.invoke(message("post", "{}")).await.error().clone();
    assert_eq!(error.error_type, "websocket_api::connections::error::Error");
    assert!(error.message.contains("127.0.0.1:9") || error.message.contains("refused"), "{error:?}");
}
