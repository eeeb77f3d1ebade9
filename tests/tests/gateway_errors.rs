//! What a client of the gateway on localhost hears when a message goes well or wrong. The numbers are those of `gateway::conformance`.
// What is declared here is warned of, and meant.
#![allow(deprecated)]

use serde_json::{Value, json};
use websocket_api::{
    extract::{Json, State, Text},
    gateway::{Gateway, Serve},
    response::{ProxyResponse, Reject},
    websocket_api,
};
use websocket_api_tests::gateway::{Gate, Spy, Wire, refusal};

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
            silent: echo_to_nobody,
            twoWay: { function: answer, return_response: true },
            oneWayFails: fail,
            fails: { function: fail, return_response: true },
            panics: panics,
            refuses: refuse,
            oneWayTyped: typed_in_vain,
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

async fn echo_to_nobody(Text(text): Text, State(room): State<Room>) {
    room.spy.tell(text);
}

#[derive(serde::Deserialize)]
struct Asked {
    status: u16,
    body: Option<String>,
}

async fn answer(Json(Asked { status, body }): Json<Asked>) -> ProxyResponse {
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

/// Only a handshake can be refused, and the compiler does not see what is boxed.
async fn refuse() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    Err(Reject::status(403).body("not for you"))?
}

#[derive(serde::Deserialize)]
struct Said {
    number: u8,
}

async fn typed(Json(Said { number }): Json<Said>) -> String {
    number.to_string()
}

async fn typed_in_vain(Json(Said { .. }): Json<Said>) {}

async fn wait(State(room): State<Room>) {
    room.gate.pass().await;
    room.spy.tell("finished");
}

fn serve(room: &Room) -> Serve {
    Chat::api().with_state(room.clone()).serve("127.0.0.1:0")
}

/// Asserts that nothing else comes before the answer to a question.
async fn nothing_else(client: &mut Wire) {
    client.say("anything else?").await;
    assert_eq!(client.hear().await, "anything else?");
}

/// A gateway that handles one message after the other, so that what is heard is what was asked, and its client.
async fn connected() -> (Gateway, Room, Wire) {
    let room = Room::default();
    let gateway = serve(&room).serial(true).await.expect("a gateway");
    let client = Wire::connect(&gateway).await;
    (gateway, room, client)
}

/// Asserts what a message is answered with: by the gateway itself, and so with the connection's id.
async fn refused(gateway: &Gateway, client: &mut Wire, message: &Value, error: &str) -> String {
    client.say(&message.to_string()).await;
    let heard = client.hear().await;
    let (connection, request) = refusal(&heard, error);
    assert_eq!(gateway.connections()[0].as_str(), connection);
    request.to_owned()
}

/// 2.14: a body is sent where the route has a response, and only there.
#[tokio::test]
async fn answers_are_for_routes_with_a_response() {
    let (gateway, room, mut client) = connected().await;
    client.say(r#"{"action":"silent"}"#).await;
    assert_eq!(room.spy.next().await, r#"{"action":"silent"}"#);
    nothing_else(&mut client).await;
    client.say(r#"{"action":"twoWay","status":200,"body":"héllo"}"#).await;
    assert_eq!(client.hear().await, "héllo");
    client.say(r#"{"action":"twoWay","status":200,"body":""}"#).await;
    assert_eq!(client.hear().await, "");
    client.say(r#"{"action":"twoWay","status":200}"#).await;
    nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.15: a status that is no success changes nothing: no error frame, and the body where there is a response.
#[tokio::test]
async fn the_status_of_an_answer_is_not_told() {
    let (gateway, _, mut client) = connected().await;
    for status in [201, 302, 400, 404, 500, 503] {
        client.say(&json!({ "action": "twoWay", "status": status, "body": "sorry" }).to_string()).await;
        assert_eq!(client.hear().await, "sorry", "{status}");
        client.say(&json!({ "action": "twoWay", "status": status }).to_string()).await;
        nothing_else(&mut client).await;
    }
    // What the handler could not read is a status of 400, and what is wrong with it.
    client.say(r#"{"action":"typed","number":300}"#).await;
    let refused = client.hear().await;
    assert!(refused.contains("invalid value at `number`") && !refused.contains("300"), "{refused}");
    client.say(r#"{"action":"typed","number":7}"#).await;
    assert_eq!(client.hear().await, "7");
    client.say(r#"{"action":"oneWayTyped","number":300}"#).await;
    nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.16: a function that fails is an internal error, with and without a response; the connection stays open.
#[tokio::test]
async fn failures_are_told() {
    let (gateway, _, mut client) = connected().await;
    let mut requests = Vec::new();
    for action in ["fails", "oneWayFails", "panics", "refuses"] {
        let message = json!({ "action": action });
        requests.push(refused(&gateway, &mut client, &message, "Internal server error").await);
        nothing_else(&mut client).await;
    }
    requests.sort();
    requests.dedup();
    assert_eq!(requests.len(), 4);
    gateway.stop().await;
}

/// A function that exists on AWS is not here.
#[tokio::test]
async fn functions_that_are_elsewhere_fail() {
    let (gateway, _, mut client) = connected().await;
    refused(&gateway, &mut client, &json!({ "action": "elsewhere" }), "Internal server error").await;
    nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.17: API Gateway waits for 29 seconds, here 145 ms, and says so. The function goes on.
#[tokio::test]
async fn time_limits_of_the_gateway_are_told() {
    let room = Room::default();
    let gateway = serve(&room).timeout_scale(0.005).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    refused(&gateway, &mut client, &json!({ "action": "slow" }), "Endpoint request timed out").await;
    nothing_else(&mut client).await;
    room.gate.open();
    assert_eq!(room.spy.next().await, "finished");
    // Nobody hears of it.
    nothing_else(&mut client).await;
    gateway.stop().await;
}

/// 2.16: a function's own limit is Lambda's: the function is ended, and has failed. Here 100 ms instead of 20 seconds.
#[tokio::test]
async fn time_limits_of_functions_are_failures() {
    let room = Room::default();
    let gateway = serve(&room).timeout_scale(0.005).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    refused(&gateway, &mut client, &json!({ "action": "limited" }), "Internal server error").await;
    room.gate.open();
    nothing_else(&mut client).await;
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}
