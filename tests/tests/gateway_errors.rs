//! Replies and error frames of the local gateway. The numbers are those of `gateway::conformance`.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]

use serde_json::{Value, json};
use websocket_api::{
    extract::{Json, State, Text},
    gateway::{Gateway, Serve},
    response::{ProxyResponse, Reject},
    websocket_api,
};
use websocket_api_tests::gateway::{Gate, RawConnection, Spy, error_ids};

#[derive(Clone, Debug, Default)]
struct Room {
    spy: Spy,
    gate: Gate,
}

websocket_api! {
    Chat {
        state: Room,
        routes: {
            $default: { function: echo, return_response: true },
            silent: record,
            twoWay: { function: answer, return_response: true },
            oneWayFails: fail,
            fails: { function: fail, return_response: true },
            panics: panics,
            refuses: refuse,
            oneWayTyped: typed_without_response,
            typed: { function: typed, return_response: true },
            slow: { function: { handler: wait, timeout: 900 } },
            limited: { function: { handler: wait, timeout: 20 } },
            elsewhere: { function: { arn: "arn:aws:lambda:us-east-1:123456789012:function:other" } },
        },
    }
}

async fn echo(Text(text): Text) -> String {
    text
}

async fn record(Text(text): Text, State(room): State<Room>) {
    room.spy.record(text);
}

#[derive(serde::Deserialize)]
struct ReplyParameters {
    status: u16,
    body: Option<String>,
}

async fn answer(Json(ReplyParameters { status, body }): Json<ReplyParameters>) -> ProxyResponse {
    let response = ProxyResponse::status(status).header("X-A", "1");
    match body {
        Some(body) => response.body(body),
        None => response,
    }
}

async fn fail() -> Result<(), &'static str> {
    Err("out of tea")
}

async fn panics() {
    panic!("on purpose")
}

/// Only a handshake can be rejected, and the compiler does not see the type in the box.
async fn refuse() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    Err(Reject::status(403).body("not for you"))?
}

#[derive(serde::Deserialize)]
struct NumberMessage {
    number: u8,
}

async fn typed(Json(NumberMessage { number }): Json<NumberMessage>) -> String {
    number.to_string()
}

async fn typed_without_response(Json(NumberMessage { .. }): Json<NumberMessage>) {}

async fn wait(State(room): State<Room>) {
    room.gate.pass().await;
    room.spy.record("finished");
}

fn serve(room: &Room) -> Serve {
    Chat::api().with_state(room.clone()).serve("127.0.0.1:0")
}

/// Asserts that the next message is the reply to a new one.
async fn assert_nothing_else(client: &mut RawConnection) {
    client.say("anything else?").await;
    assert_eq!(client.hear().await, "anything else?");
}

/// A gateway that handles one message after the other, so that replies come in order, and its client.
async fn serial_gateway() -> (Gateway, Room, RawConnection) {
    let room = Room::default();
    let gateway = serve(&room).serial(true).await.expect("a gateway");
    let client = RawConnection::connect(&gateway).await;
    (gateway, room, client)
}

/// Asserts that the gateway answers a message with an error frame. Returns the request ID.
async fn assert_error_frame(
    gateway: &Gateway,
    client: &mut RawConnection,
    message: &Value,
    error: &str,
) -> String {
    client.say(&message.to_string()).await;
    let heard = client.hear().await;
    let (connection, request) = error_ids(&heard, error);
    assert_eq!(gateway.connections()[0].as_str(), connection);
    request.to_owned()
}

/// 2.14: a body is sent only if the route has a response.
#[tokio::test]
async fn reply_is_sent_only_by_a_route_with_a_response() {
    let (gateway, room, mut client) = serial_gateway().await;
    client.say(r#"{"action":"silent"}"#).await;
    assert_eq!(room.spy.next().await, r#"{"action":"silent"}"#);
    assert_nothing_else(&mut client).await;
    client.say(r#"{"action":"twoWay","status":200,"body":"héllo"}"#).await;
    assert_eq!(client.hear().await, "héllo");
    client.say(r#"{"action":"twoWay","status":200,"body":""}"#).await;
    assert_eq!(client.hear().await, "");
    client.say(r#"{"action":"twoWay","status":200}"#).await;
    assert_nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.15: a status outside 200–299 has no effect: no error frame, and the body is sent if the route has a response.
#[tokio::test]
async fn reply_is_the_body_whatever_its_status() {
    let (gateway, _, mut client) = serial_gateway().await;
    for status in [201, 302, 400, 404, 500, 503] {
        client.say(&json!({ "action": "twoWay", "status": status, "body": "sorry" }).to_string()).await;
        assert_eq!(client.hear().await, "sorry", "{status}");
        client.say(&json!({ "action": "twoWay", "status": status }).to_string()).await;
        assert_nothing_else(&mut client).await;
    }
    // A message that the handler cannot read gives status 400, and the reason as the body.
    client.say(r#"{"action":"typed","number":300}"#).await;
    let rejection = client.hear().await;
    assert!(rejection.contains("invalid value at `number`") && !rejection.contains("300"), "{rejection}");
    client.say(r#"{"action":"typed","number":7}"#).await;
    assert_eq!(client.hear().await, "7");
    client.say(r#"{"action":"oneWayTyped","number":300}"#).await;
    assert_nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.16: a failed function gives an error frame, with and without a route response; the connection stays open.
#[tokio::test]
async fn failed_handler_gives_an_error_frame_and_keeps_the_connection() {
    let (gateway, _, mut client) = serial_gateway().await;
    let mut requests = Vec::new();
    for action in ["fails", "oneWayFails", "panics", "refuses"] {
        let message = json!({ "action": action });
        requests.push(assert_error_frame(&gateway, &mut client, &message, "Internal server error").await);
        assert_nothing_else(&mut client).await;
    }
    requests.sort();
    requests.dedup();
    assert_eq!(requests.len(), 4);
    gateway.stop().await;
}

/// The local gateway cannot run a function that exists on AWS.
#[tokio::test]
async fn route_with_an_existing_function_gives_an_error_frame() {
    let (gateway, _, mut client) = serial_gateway().await;
    assert_error_frame(&gateway, &mut client, &json!({ "action": "elsewhere" }), "Internal server error")
        .await;
    assert_nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.17: the integration timeout is 29 seconds, here 145 ms. The function goes on.
#[tokio::test]
async fn integration_timeout_gives_an_error_frame_and_handler_goes_on() {
    let room = Room::default();
    let gateway = serve(&room).timeout_scale(0.005).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    assert_error_frame(&gateway, &mut client, &json!({ "action": "slow" }), "Endpoint request timed out")
        .await;
    assert_nothing_else(&mut client).await;
    room.gate.open();
    assert_eq!(room.spy.next().await, "finished");
    // Its result is dropped.
    assert_nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.16: after the function timeout Lambda ends the function, which has failed. Here 100 ms instead of 20 seconds.
#[tokio::test]
async fn function_timeout_gives_an_error_frame_and_ends_the_handler() {
    let room = Room::default();
    let gateway = serve(&room).timeout_scale(0.005).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    assert_error_frame(&gateway, &mut client, &json!({ "action": "limited" }), "Internal server error").await;
    room.gate.open();
    assert_nothing_else(&mut client).await;
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}
