//! The memory growth of a long-running process: a router handles a million events of every kind, invalid
//! events included.
// The declarations here have warnings.
#![allow(deprecated)]

use std::{panic, process::ExitCode};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use websocket_api::{Router, extract::*, response::*, websocket_api};
use websocket_api_tests::{events::event, ready, resident_set_kib};

const EVENTS: usize = 1_000_000;
const STEP: usize = 100_000;
/// The maximum growth after the first step, in KiB.
const MOST_GROWTH: u64 = 1024;

const PANIC: &str = "on purpose";

#[derive(Deserialize)]
struct Message {
    text: String,
}

#[derive(Deserialize, Serialize)]
struct User {
    tenant: String,
}

async fn connect(
    headers: Headers,
    AuthorizerContext(user): AuthorizerContext<User>,
) -> Result<Accept, Reject> {
    let protocol = headers.get("sec-websocket-protocol").map_or(0, str::len);
    if protocol + user.tenant.len() == 0 { Err(Reject::status(403)) } else { Ok(Accept::new()) }
}

async fn disconnect(_: RequestContext, _: DisconnectReason) {}

async fn send_message(
    Json(message): Json<Message>,
    AuthorizerContext(user): AuthorizerContext<User>,
) -> Json<Value> {
    Json(json!({ "text": message.text, "tenant": user.tenant }))
}

async fn fail() {
    panic!("{PANIC}")
}

async fn authorize(headers: Headers) -> Result<Allow, Unauthorized> {
    let name = headers.get("authorization").ok_or(Unauthorized)?;
    Ok(Allow::new(name).context(&User { tenant: "acme".to_owned() }))
}

websocket_api! {
    Chat {
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            sendMessage: { function: send_message, return_response: true },
            fail: fail,
        },
        authorizer: { type: lambda, function: authorize },
    }
}

fn main() -> ExitCode {
    be_silent_about(PANIC);
    let (router, events) = (Chat::router(), events());
    println!("{:>9} {:>12}", "events", "resident KiB");
    let mut after_first_step = None;
    for done in 1..=EVENTS {
        let (event, expected) = &events[done % events.len()];
        assert_eq!(serve(&router, event), *expected, "{event}");
        if done % STEP == 0 {
            let now = resident_set_kib("self");
            println!("{done:>9} {now:>12}");
            let grown = now.saturating_sub(*after_first_step.get_or_insert(now));
            if grown > MOST_GROWTH {
                println!("grown by {grown} KiB, and may by {MOST_GROWTH}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Returns each event with its expected result.
fn events() -> [(String, &'static str); 6] {
    let mut failing: Value = serde_json::from_str(&event("message")).expect("JSON");
    failing["requestContext"]["routeKey"] = "fail".into();
    [
        (event("authorizer"), "200"),
        (event("connect"), "200"),
        (event("message"), "200"),
        (event("message").replace('}', ""), "WebsocketApi.MalformedEvent"),
        (failing.to_string(), "WebsocketApi.Panic"),
        (event("disconnect"), "200"),
    ]
}

/// Returns the reply's status, or the type of the error.
fn serve(router: &Router, event: &str) -> String {
    match ready(router.handle(event.as_bytes())) {
        Ok(reply) => {
            serde_json::to_vec(&reply).expect("JSON");
            reply.status().to_string()
        }
        Err(error) => error.error_type().to_owned(),
    }
}

fn be_silent_about(message: &'static str) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str() != Some(message) {
            report(panic);
        }
    }));
}
