//! Authorizers in the local gateway. The numbers are those of `gateway::conformance`.

use serde::Deserialize;
use serde_json::{Value, json};
use websocket_api::{
    extract::{Json, Query, State},
    gateway::{Gateway, Serve},
    response::{Allow, Authorization, Deny, Unauthorized},
    websocket_api,
};
use websocket_api_tests::gateway::{Answer, EventJson, Gate, RawConnection, Request, Spy, error_ids};

#[derive(Clone, Debug, Default)]
pub struct Desk {
    spy: Spy,
    gate: Gate,
}

/// With two identity sources.
mod guarded {
    use super::*;

    websocket_api! {
        pub Guarded {
            state: Desk,
            routes: {
                $connect: connect,
                $disconnect: disconnect,
                $default: { function: who, return_response: true },
            },
            authorizer: {
                type: lambda,
                function: { handler: authorize, timeout: 20 },
                identity_source: ["route.request.header.X-Tenant", "route.request.querystring.token"],
            },
        }
    }
}

/// With the default identity source.
mod plain {
    use super::*;

    websocket_api! {
        pub Plain { state: Desk, routes: { $connect: connect }, authorizer: { type: lambda, function: authorize } }
    }
}

/// Without an identity source.
mod always {
    use super::*;

    websocket_api! {
        pub Always {
            state: Desk,
            routes: { $connect: connect },
            authorizer: { type: lambda, function: authorize, identity_source: [] },
        }
    }
}

/// With sources outside the request's headers and query.
mod staged {
    use super::*;

    websocket_api! {
        pub Staged {
            state: Desk,
            routes: { $connect: connect },
            authorizer: {
                type: lambda,
                function: authorize,
                identity_source: ["context.identity.sourceIp", "stageVariables.tenant"],
            },
        }
    }
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    token: String,
}

async fn authorize(
    Query(Token { token }): Query<Token>,
    State(desk): State<Desk>,
) -> Result<Authorization, Box<dyn std::error::Error + Send + Sync>> {
    desk.spy.record(format!("asked for {token}"));
    let allow = Allow::new("user-7");
    Ok(match &*token {
        "deny" => Deny.into(),
        "stranger" => Unauthorized.into(),
        "fail" => Err("the directory does not answer")?,
        "spell" => Err("unauthorized")?,
        "panic" => panic!("on purpose"),
        "nested" => allow.context(&json!({ "list": [1] })).into(),
        "large" => allow.context(&json!({ "large": "x".repeat(8 * 1024) })).into(),
        "wait" => {
            desk.gate.pass().await;
            allow.into()
        }
        "bare" => allow.into(),
        _ => allow.context(&json!({ "tenant": "acme", "admin": true, "quota": 2.5, "age": 36 })).into(),
    })
}

/// Returns the event's route key and authorizer context.
fn authorizer_context(EventJson(event): &EventJson) -> Value {
    let event: Value = serde_json::from_str(event).expect("JSON");
    json!([event["requestContext"]["routeKey"], event["requestContext"]["authorizer"]])
}

async fn connect(event: EventJson, State(desk): State<Desk>) {
    desk.spy.record(authorizer_context(&event));
}

async fn who(event: EventJson) -> Json<Value> {
    Json(authorizer_context(&event))
}

async fn disconnect(event: EventJson, State(desk): State<Desk>) {
    desk.spy.record(authorizer_context(&event));
}

fn serve(desk: &Desk) -> Serve {
    guarded::Guarded::api().with_state(desk.clone()).serve("127.0.0.1:0")
}

async fn gateway() -> (Gateway, Desk) {
    let desk = Desk::default();
    (serve(&desk).await.expect("a gateway"), desk)
}

fn handshake(token: &str) -> Request {
    Request::handshake(format!("/dev?token={token}")).header("X-Tenant", "acme")
}

async fn ask(gateway: &Gateway, request: &Request) -> Answer {
    RawConnection::open(gateway.address()).await.ask(request).await
}

async fn assert_rejected(gateway: &Gateway, request: &Request, status: u16, message: &str) {
    let answer = ask(gateway, request).await;
    assert_eq!(answer.status, status, "{request:?}: {answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    error_ids(&answer.body, message);
}

/// The context that handlers get, with all values as text (2.34).
fn claims() -> Value {
    json!({ "admin": "true", "age": "36", "principalId": "user-7", "quota": "2.5", "tenant": "acme" })
}

/// 2.4, 2.34: each event has the authorizer's context as text, and `$connect` its latency. 2.30: the authorizer runs once.
#[tokio::test]
async fn authorizer_context_is_text_in_every_event() {
    let (gateway, desk) = gateway().await;
    let mut client = RawConnection::connect_with(&gateway, &handshake("good")).await;
    assert_eq!(desk.spy.next().await, "asked for good");
    let mut connected = desk.spy.next().await;
    let latency = connected[1].as_object_mut().expect("an object").remove("integrationLatency");
    assert!(latency.as_ref().is_some_and(Value::is_u64), "{latency:?}");
    assert_eq!(connected, json!(["$connect", claims()]));
    for _ in 0..2 {
        client.say("who am I?").await;
        let heard: Value = serde_json::from_str(&client.hear().await).expect("JSON");
        assert_eq!(heard, json!(["$default", claims()]));
    }
    drop(client);
    assert_eq!(desk.spy.next().await, json!(["$disconnect", claims()]));
    gateway.stop().await;
    assert_eq!(desk.spy.rest(), Vec::<Value>::new());
}

/// 2.33: each source must be present and not empty. Otherwise the response is 401, and the function does not run.
#[tokio::test]
async fn missing_identity_source_gets_401_without_an_invocation() {
    let (gateway, desk) = gateway().await;
    for request in [
        Request::handshake("/dev"),
        Request::handshake("/dev?token=good"),
        Request::handshake("/dev?token=good").header("X-Tenant", ""),
        Request::handshake("/dev?token=good").header("Tenant", "acme"),
        Request::handshake("/dev").header("X-Tenant", "acme"),
        Request::handshake("/dev?token").header("X-Tenant", "acme"),
        Request::handshake("/dev?token=").header("X-Tenant", "acme"),
        // Names in the query string are case-sensitive.
        Request::handshake("/dev?Token=good").header("X-Tenant", "acme"),
    ] {
        assert_rejected(&gateway, &request, 401, "Unauthorized").await;
    }
    // Names of headers are not.
    let request = Request::handshake("/dev?token=good").header("x-TENANT", "acme");
    assert_eq!(ask(&gateway, &request).await.status, 101);
    assert_eq!(desk.spy.next().await, "asked for good");
    gateway.stop().await;
}

/// 2.33, 2.4: the event shows the last value of a repeated source, and the last value must not be empty.
#[tokio::test]
async fn repeated_identity_source_counts_by_its_last_value() {
    let (gateway, desk) = gateway().await;
    for request in [
        Request::handshake("/dev?token=good").header("X-Tenant", "acme").header("X-Tenant", ""),
        Request::handshake("/dev?token=good").header("X-Tenant", "acme").header("x-tenant", " "),
        Request::handshake("/dev?token=good&token=").header("X-Tenant", "acme"),
    ] {
        assert_rejected(&gateway, &request, 401, "Unauthorized").await;
    }
    for request in [
        Request::handshake("/dev?token=good").header("X-Tenant", "").header("X-Tenant", "acme"),
        Request::handshake("/dev?token=&token=good").header("X-Tenant", "acme"),
    ] {
        assert_eq!(ask(&gateway, &request).await.status, 101, "{request:?}");
        assert_eq!(desk.spy.next().await, "asked for good");
        assert_eq!(desk.spy.next().await[0], "$connect");
        assert_eq!(desk.spy.next().await[0], "$disconnect");
    }
    gateway.stop().await;
    assert_eq!(desk.spy.rest(), Vec::<Value>::new());
}

/// 2.32: the default source is the header `Authorization`. 2.33: with an empty list the authorizer always runs.
#[tokio::test]
async fn identity_source_defaults_to_the_authorization_header() {
    let desk = Desk::default();
    let gateway = plain::Plain::api().with_state(desk.clone()).serve("127.0.0.1:0").await.expect("a gateway");
    assert_rejected(&gateway, &Request::handshake("/dev"), 401, "Unauthorized").await;
    let request = Request::handshake("/dev").header("authorization", "x");
    assert_eq!(ask(&gateway, &request).await.status, 101);
    assert_eq!(desk.spy.next().await, "asked for ");
    gateway.stop().await;

    let desk = Desk::default();
    let gateway =
        always::Always::api().with_state(desk.clone()).serve("127.0.0.1:0").await.expect("a gateway");
    assert_eq!(ask(&gateway, &Request::handshake("/dev")).await.status, 101);
    assert_eq!(desk.spy.next().await, "asked for ");
    gateway.stop().await;
}

/// 2.32, 2.33: a stage variable that does not exist is missing too.
#[tokio::test]
async fn missing_stage_variable_as_identity_source_gets_401() {
    let desk = Desk::default();
    let gateway =
        staged::Staged::api().with_state(desk.clone()).serve("127.0.0.1:0").await.expect("a gateway");
    assert_rejected(&gateway, &Request::handshake("/dev?tenant=acme"), 401, "Unauthorized").await;
    gateway.stop().await;
    assert_eq!(desk.spy.rest(), Vec::<Value>::new());
}

/// 2.6: the status for each outcome of an authorizer. The handshake is rejected, and `$connect` does not run.
#[tokio::test]
async fn denial_or_failure_of_the_authorizer_rejects_the_handshake() {
    let (gateway, desk) = gateway().await;
    const DENIED: &str = "User is not authorized to access this resource with an explicit deny";
    for (token, status, message) in [
        ("deny", 403, DENIED),
        ("stranger", 401, "Unauthorized"),
        // The error must be exactly `Unauthorized`.
        ("spell", 500, "Internal server error"),
        ("fail", 500, "Internal server error"),
        ("panic", 500, "Internal server error"),
        ("nested", 500, "Internal server error"),
        ("large", 500, "Internal server error"),
    ] {
        assert_rejected(&gateway, &handshake(token), status, message).await;
        assert_eq!(desk.spy.next().await, format!("asked for {token}"));
    }
    assert!(gateway.connections().is_empty());
    gateway.stop().await;
    assert_eq!(desk.spy.rest(), Vec::<Value>::new());
}

/// 2.6: 500 after the authorizer's timeout; its 20 seconds are scaled to 100 ms.
#[tokio::test]
async fn handshake_gets_500_after_the_authorizer_timeout() {
    let desk = Desk::default();
    let gateway = serve(&desk).timeout_scale(0.005).await.expect("a gateway");
    assert_rejected(&gateway, &handshake("wait"), 500, "Internal server error").await;
    gateway.stop().await;
    assert_eq!(desk.spy.rest(), ["asked for wait"]);
}

/// 2.4: an authorizer without a context still gives the principal.
#[tokio::test]
async fn authorizer_without_context_passes_the_principal() {
    let (gateway, desk) = gateway().await;
    let mut client = RawConnection::connect_with(&gateway, &handshake("bare")).await;
    client.say("who am I?").await;
    assert_eq!(client.hear().await, r#"["$default",{"principalId":"user-7"}]"#);
    gateway.stop().await;
    assert_eq!(desk.spy.rest().len(), 3);
}

/// 2.31: results are not cached: the authorizer runs for each handshake.
#[tokio::test]
async fn authorizer_runs_for_every_handshake() {
    let (gateway, desk) = gateway().await;
    for _ in 0..3 {
        assert_eq!(ask(&gateway, &handshake("deny")).await.status, 403);
        assert_eq!(desk.spy.next().await, "asked for deny");
    }
    gateway.stop().await;
}
