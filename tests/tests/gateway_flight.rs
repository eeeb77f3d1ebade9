//! What becomes of messages that are being handled, while others come or the gateway on localhost stops. The numbers are those of
//! `gateway::conformance`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::net::TcpStream;
use websocket_api::gateway::Gateway;
use websocket_api_tests::gateway::{
    FIN, Frame, PING, PONG, Request, Room, WAIT, Wire, backend, closing, refusal, soon,
};

const GOING_AWAY: &str = "Going away";
const LOST: &str = "Connection closed abnormally";

/// A gateway that is stopped says goodbye to everybody; one that is dropped, too.
#[tokio::test]
async fn the_gateway_ends() {
    for is_stopped in [true, false] {
        let (gateway, room) = Room::open().await;
        let (mut one, mut other) = (Wire::connect(&gateway).await, Wire::connect(&gateway).await);
        if is_stopped {
            gateway.stop().await;
        } else {
            drop(gateway);
        }
        for client in [&mut one, &mut other] {
            assert_eq!(client.closed().await, (1001, GOING_AWAY.to_owned()));
            assert_eq!(room.ended().await, (1001, GOING_AWAY.to_owned()));
        }
        assert_eq!(room.spy.rest(), Vec::<Value>::new());
    }
}

/// §4, Ping/pong: a client is heard while its message is handled and others wait, also one after the other; its end, too.
#[tokio::test]
async fn clients_are_heard_while_handlers_are_busy() {
    let room = Room::default();
    let gateway = room.serve().serial(true).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    client.send_frame(&Frame::new(FIN | PING, "are you there?")).await;
    let pong = client.frame().await.expect("a frame");
    assert_eq!((pong.opcode(), &*pong.payload), (PONG, &b"are you there?"[..]));
    client.send_frame(&closing(4000, "bye")).await;
    assert_eq!(client.closed().await.0, 4000);
    assert_eq!(room.ended().await, (4000, "bye".to_owned()));
    room.gate.open();
    gateway.stop().await;
}

/// §4: the limits of time are those of a client that does not read, too.
#[tokio::test]
async fn who_does_not_read_has_its_time() {
    let room = Room::default();
    let gateway = room.serve().max_duration(Duration::from_millis(300)).await.expect("a gateway");
    let _client = Wire::connect(&gateway).await;
    let id = Room::only(&gateway);
    let backend = backend(&gateway);
    // Until what lies between is full.
    while backend.send(&id, "x".repeat(100_000)).await.is_ok() {}
    assert_eq!(room.ended().await.0, 1001);
    gateway.stop().await;
}

/// What runs when the gateway stops runs to its end, and it waits for that.
#[tokio::test]
async fn messages_in_flight_are_finished() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let id = Room::only(&gateway);
    let stopping = tokio::spawn(gateway.stop());
    assert_eq!(client.closed().await.0, 1001);
    assert_eq!(room.spy.next().await, Room::end(&id, 1001, GOING_AWAY));
    drop(client);
    assert!(!stopping.is_finished());
    room.gate.open();
    soon(stopping).await.expect("no panic");
    assert_eq!(room.spy.rest(), [json!({ "finished": 1 })]);
}

/// The same for messages of clients that are gone.
#[tokio::test]
async fn messages_of_lost_clients_are_finished() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let id = Room::only(&gateway);
    drop(client);
    assert_eq!(room.spy.next().await, Room::end(&id, 1006, LOST));
    room.gate.open();
    assert_eq!(room.spy.next().await, json!({ "finished": 1 }));
    gateway.stop().await;
}

/// A gateway that stops while a client connects lets `$connect` finish, and then says goodbye.
#[tokio::test]
async fn the_gateway_ends_while_a_client_connects() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::open(gateway.address()).await;
    client.send(&Request::handshake("/dev?wait=true").bytes()).await;
    assert_eq!(room.spy.next().await, "connecting");
    let stopping = tokio::spawn(gateway.stop());
    tokio::task::yield_now().await;
    assert!(!stopping.is_finished());
    room.gate.open();
    assert_eq!(client.answer().await.status, 101);
    assert_eq!(client.closed().await, (1001, GOING_AWAY.to_owned()));
    soon(stopping).await.expect("no panic");
    assert_eq!(room.ended().await.0, 1001);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// While handlers still run, their calls are served, and nobody new is let in.
#[tokio::test]
async fn a_gateway_that_stops_still_serves_its_handlers() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let (address, backend, id) = (gateway.address(), backend(&gateway), Room::only(&gateway));
    let stopping = tokio::spawn(gateway.stop());
    assert_eq!(client.closed().await.0, 1001);
    assert!(backend.get(&id).await.expect_err("too late").is_gone());
    let answer = Wire::open(address).await.ask(&Request::handshake("/dev")).await;
    assert_eq!(answer.status, 503);
    refusal(&answer.body, "Service Unavailable");
    room.gate.open();
    soon(stopping).await.expect("no panic");
}

/// What runs for longer than API Gateway would wait, here 145 ms, is not waited for.
#[tokio::test]
async fn a_gateway_does_not_wait_for_ever() {
    let room = Room::default();
    let gateway = room.serve().timeout_scale(0.005).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let address = gateway.address();
    gateway.stop().await;
    assert_eq!(room.ended().await.0, 1001);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
    assert!(TcpStream::connect(address).await.is_err());
}

/// Clients that say nothing are not waited for: neither for a request, nor for the answer to a close frame.
#[tokio::test]
async fn a_gateway_stops_without_silent_clients() {
    let (gateway, _) = Room::open().await;
    let mut half = Wire::open(gateway.address()).await;
    half.send(b"GET /dev HTTP/1.1\r\nHost: ").await;
    let (_silent, _connected) = (Wire::open(gateway.address()).await, Wire::connect(&gateway).await);
    let begun = Instant::now();
    gateway.stop().await;
    // The head of a request is waited for 30 seconds otherwise.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

/// After it has stopped, nobody gets in.
#[tokio::test]
async fn a_gateway_that_has_stopped_does_not_listen() {
    let (gateway, _) = Room::open().await;
    let address = gateway.address();
    gateway.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}

/// Some questions and answers, which give the gateway time to do what it should not.
async fn meanwhile(gateway: &Gateway) {
    let mut client = Wire::connect(gateway).await;
    for _ in 0..20 {
        client.say("hello").await;
        assert_eq!(client.hear().await, "hello");
    }
    client.send_frame(&closing(4999, "")).await;
    assert_eq!(client.closed().await.0, 4999);
}

/// 1.36: messages of one connection are handled concurrently.
#[tokio::test]
async fn messages_overtake_each_other() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    client.say("hello").await;
    assert_eq!(client.hear().await, "hello");
    room.gate.open();
    assert_eq!(client.hear().await, "finished 1");
    gateway.stop().await;
}

/// 1.36: unless asked otherwise.
#[tokio::test]
async fn messages_wait_for_each_other_on_request() {
    let room = Room::default();
    let gateway = room.serve().serial(true).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    client.say(&WAIT.replace('1', "2")).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    meanwhile(&gateway).await;
    assert_eq!(room.ended().await.0, 4999);
    room.gate.open();
    assert_eq!(room.spy.next().await, json!({ "finished": 1 }));
    assert_eq!(room.spy.next().await, json!({ "begun": 2 }));
    assert_eq!(client.hear().await, "finished 1");
    assert_eq!(client.hear().await, "finished 2");
    gateway.stop().await;
}

/// A client that sends without end waits when 256 of its messages are being handled; none is lost.
#[tokio::test]
async fn messages_are_handled_a_number_at_a_time() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::connect(&gateway).await;
    for name in 0..300 {
        client.say(&WAIT.replace('1', &name.to_string())).await;
    }
    for _ in 0..256 {
        assert!(room.spy.next().await["begun"].is_u64());
    }
    meanwhile(&gateway).await;
    assert_eq!(room.ended().await.0, 4999);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
    room.gate.open();
    for _ in 0..300 {
        assert!(client.hear().await.starts_with("finished "));
    }
    gateway.stop().await;
}
