//! The stage in the local gateway: throttling, stage variables, its name.

use std::collections::BTreeMap;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message},
};
use websocket_api::{
    Stack, connections,
    extract::{Json, RequestContext, StageVariables},
    gateway::Gateway,
    websocket_api,
};
use websocket_api_tests::gateway::backend;

type Client = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

async fn connect(gateway: &Gateway) -> Client {
    connect_async(gateway.url()).await.expect("a connection").0
}

async fn ask(client: &mut Client, message: &str) -> Value {
    client.send(Message::text(message)).await.expect("a client that sends");
    let answer = client.next().await.expect("an answer").expect("a message");
    serde_json::from_str(answer.to_text().expect("text")).expect("JSON")
}

mod throttled {
    use super::*;

    websocket_api! {
        pub Throttled {
            routes: {
                $connect: nothing,
                $default: { function: yes, return_response: true },
                seldom: { function: yes, return_response: true },
            },
            stage: {
                throttle: { rate: 0, burst: 1000 },
                routes: { seldom: { throttle: { rate: 0, burst: 2 } }, $connect: { throttle: { burst: 2 } } },
            },
            allow: [closed_throttle],
        }
    }

    async fn nothing() {}

    async fn yes() -> Json<bool> {
        Json(true)
    }
}

/// §4, Throttle: a message over the limit is answered with a frame, and the connection stays open.
#[tokio::test]
async fn message_over_the_route_throttle_gets_an_error_frame() {
    let gateway = throttled::Throttled::api().serve("127.0.0.1:0").await.expect("a gateway");
    let mut client = connect(&gateway).await;
    for _ in 0..2 {
        assert_eq!(ask(&mut client, r#"{"action":"seldom"}"#).await, true);
    }
    let refused = ask(&mut client, r#"{"action":"seldom"}"#).await;
    assert_eq!(refused["message"], "Too Many Requests");
    assert_eq!(refused["connectionId"], gateway.connections()[0].as_str());
    assert!(refused["requestId"].is_string(), "{refused}");
    // The other routes have their own limits.
    assert_eq!(ask(&mut client, "hello").await, true);
    gateway.stop().await;
}

/// 2.6: a handshake over the limit is rejected with 429.
#[tokio::test]
async fn handshake_over_the_throttle_gets_429() {
    let gateway = throttled::Throttled::api().serve("127.0.0.1:0").await.expect("a gateway");
    let (_one, _two) = (connect(&gateway).await, connect(&gateway).await);
    let Err(Error::Http(response)) = connect_async(gateway.url()).await else { panic!("not refused") };
    assert_eq!(response.status(), 429);
    let body: Value = serde_json::from_slice(response.body().as_deref().expect("a body")).expect("JSON");
    assert_eq!(body["message"], "Too Many Requests");
    gateway.stop().await;
}

/// 3.13: the stage's throttle applies to posts on request, in a separate bucket, and not to other calls.
#[tokio::test]
async fn post_over_the_throttle_is_rejected_only_on_request() {
    websocket_api! {
        Metered { routes: { $default: silent }, stage: { throttle: { rate: 0, burst: 2 } }, allow: [closed_throttle] }
    }

    async fn silent() {}

    for throttles in [true, false] {
        let serve = Metered::api().serve("127.0.0.1:0").throttle_posts(throttles);
        let gateway = serve.await.expect("a gateway");
        let mut client = connect(&gateway).await;
        let id = gateway.connections()[0].clone();
        let backend = backend(&gateway);
        for _ in 0..2 {
            backend.send(&id, "hello").await.expect("a call");
            assert_eq!(client.next().await.expect("a message").expect("a message"), Message::text("hello"));
        }
        let third = backend.send(&id, "hello").await;
        assert_eq!(matches!(third, Err(connections::Error::LimitExceeded)), throttles, "{third:?}");
        backend.get(&id).await.expect("a call");
        gateway.stop().await;
    }
}

mod staged {
    use super::*;

    websocket_api! {
        pub Staged {
            routes: { $default: { function: describe, return_response: true } },
            stage: {
                name: "blue",
                variables: {
                    PREFIX: "chat-",
                    TABLE: "${AWS::StackName}",
                    SECRET: "{{resolve:ssm:/chat}}",
                    HOST: "${Host}:${Port}",
                },
            },
            parameters: {
                Host: { Type: "String", Default: "localhost" },
                Port: { Type: "Number", Default: 8080 },
            },
        }
    }

    async fn describe(
        StageVariables(variables): StageVariables,
        context: RequestContext,
    ) -> Json<(String, BTreeMap<String, String>)> {
        Json((context.stage, variables.into_iter().collect()))
    }
}

/// 2.4: `stage` and `stageVariables`. A parameter has its default; other references, and dynamic ones, have a value on AWS only.
#[tokio::test]
async fn event_has_the_stage_name_and_resolved_variables() {
    let gateway = staged::Staged::api().serve("127.0.0.1:0").await.expect("a gateway");
    assert!(gateway.url().ends_with("/blue"), "{}", gateway.url());
    let answer = ask(&mut connect(&gateway).await, "?").await;
    assert_eq!(answer, serde_json::json!(["blue", { "PREFIX": "chat-", "HOST": "localhost:8080" }]));
    gateway.stop().await;

    let gateway = staged::Staged::api().serve("127.0.0.1:0").stage("green").await.expect("a gateway");
    assert_eq!(ask(&mut connect(&gateway).await, "?").await[0], "green");
    gateway.stop().await;
}

/// Each API of a stack has its own port and connections.
#[tokio::test]
async fn each_api_of_a_stack_has_its_own_port_and_connections() {
    let stack = Stack::new((staged::Staged::api(), throttled::Throttled::api())).expect("a stack");
    let gateways = stack.serve("127.0.0.1:0").await.expect("gateways");
    let [staged, throttled] = &*gateways else { panic!("{gateways:?}") };
    assert!(throttled.url().ends_with("/dev"), "{}", throttled.url());
    let mut client = connect(staged).await;
    assert_eq!(ask(&mut client, "?").await[0], "blue");
    assert_eq!(ask(&mut connect(throttled).await, "?").await, true);
    assert_eq!(staged.connections().len(), 1);
    for gateway in gateways {
        gateway.stop().await;
    }
    // The stopped gateway closed the connection.
    assert!(client.next().await.expect("a frame").expect("a message").is_close());
}
