//! Messages whose handlers run while others come or the local gateway stops. The numbers are those of
//! `gateway::conformance`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::net::TcpStream;
use websocket_api::gateway::Gateway;
use websocket_api_tests::gateway::{
    FIN, Frame, PING, PONG, RawConnection, Request, Room, WAIT, backend, close_frame, error_ids, soon,
};

const GOING_AWAY_REASON: &str = "Going away";
const LOST_REASON: &str = "Connection closed abnormally";

/// A gateway that is stopped or dropped closes every connection.
#[tokio::test]
async fn stopped_or_dropped_gateway_closes_clients_with_1001() {
    for is_stopped in [true, false] {
        let (gateway, room) = Room::open().await;
        let (mut one, mut other) =
            (RawConnection::connect(&gateway).await, RawConnection::connect(&gateway).await);
        if is_stopped {
            gateway.stop().await;
        } else {
            drop(gateway);
        }
        for client in [&mut one, &mut other] {
            assert_eq!(client.receive_close().await, (1001, GOING_AWAY_REASON.to_owned()));
            assert_eq!(room.next_disconnect().await, (1001, GOING_AWAY_REASON.to_owned()));
        }
        assert_eq!(room.spy.rest(), Vec::<Value>::new());
    }
}

/// §4, Ping/pong: pings and the close frame are handled while a message's handler runs and others wait, also serially.
#[tokio::test]
async fn ping_and_close_are_handled_while_a_handler_runs() {
    let room = Room::default();
    let gateway = room.serve().serial(true).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    client.say(WAIT).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    client.send_frame(&Frame::new(FIN | PING, "are you there?")).await;
    let pong = client.frame().await.expect("a frame");
    assert_eq!((pong.opcode(), &*pong.payload), (PONG, &b"are you there?"[..]));
    client.send_frame(&close_frame(4000, "bye")).await;
    assert_eq!(client.receive_close().await.0, 4000);
    assert_eq!(room.next_disconnect().await, (4000, "bye".to_owned()));
    room.gate.open();
    gateway.stop().await;
}

/// §4: the connection lifetime also applies to a client that does not read.
#[tokio::test]
async fn slow_reader_is_closed_after_the_connection_lifetime() {
    let room = Room::default();
    let gateway = room.serve().max_duration(Duration::from_millis(300)).await.expect("a gateway");
    let _client = RawConnection::connect(&gateway).await;
    let id = Room::only_connection(&gateway);
    let backend = backend(&gateway);
    // Until all buffers are full.
    while backend.send(&id, "x".repeat(100_000)).await.is_ok() {}
    assert_eq!(room.next_disconnect().await.0, 1001);
    gateway.stop().await;
}

/// A stopping gateway waits for running handlers.
#[tokio::test]
async fn stop_waits_for_running_handlers() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let id = Room::only_connection(&gateway);
    let stopping = tokio::spawn(gateway.stop());
    assert_eq!(client.receive_close().await.0, 1001);
    assert_eq!(room.spy.next().await, Room::disconnect_event(&id, 1001, GOING_AWAY_REASON));
    drop(client);
    assert!(!stopping.is_finished());
    room.gate.open();
    soon(stopping).await.expect("no panic");
    assert_eq!(room.spy.rest(), [json!({ "finished": 1 })]);
}

/// The handler of a lost client finishes, too.
#[tokio::test]
async fn handler_of_a_lost_client_finishes() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let id = Room::only_connection(&gateway);
    drop(client);
    assert_eq!(room.spy.next().await, Room::disconnect_event(&id, 1006, LOST_REASON));
    room.gate.open();
    assert_eq!(room.spy.next().await, json!({ "finished": 1 }));
    gateway.stop().await;
}

/// A gateway that stops during `$connect` lets it finish, and then closes the connection.
#[tokio::test]
async fn stop_during_connect_completes_the_handshake_and_closes() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::open(gateway.address()).await;
    client.send(&Request::handshake("/dev?wait=true").bytes()).await;
    assert_eq!(room.spy.next().await, "connecting");
    let stopping = tokio::spawn(gateway.stop());
    tokio::task::yield_now().await;
    assert!(!stopping.is_finished());
    room.gate.open();
    assert_eq!(client.answer().await.status, 101);
    assert_eq!(client.receive_close().await, (1001, GOING_AWAY_REASON.to_owned()));
    soon(stopping).await.expect("no panic");
    assert_eq!(room.next_disconnect().await.0, 1001);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// While handlers still run, their calls are served, and new handshakes are rejected.
#[tokio::test]
async fn stopping_gateway_serves_calls_and_rejects_handshakes() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let (address, backend, id) = (gateway.address(), backend(&gateway), Room::only_connection(&gateway));
    let stopping = tokio::spawn(gateway.stop());
    assert_eq!(client.receive_close().await.0, 1001);
    assert!(backend.get(&id).await.expect_err("too late").is_gone());
    let answer = RawConnection::open(address).await.ask(&Request::handshake("/dev")).await;
    assert_eq!(answer.status, 503);
    error_ids(&answer.body, "Service Unavailable");
    room.gate.open();
    soon(stopping).await.expect("no panic");
}

/// The gateway waits for a handler no longer than the integration timeout, here 145 ms.
#[tokio::test]
async fn stop_waits_no_longer_than_the_integration_timeout() {
    let room = Room::default();
    let gateway = room.serve().timeout_scale(0.005).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let address = gateway.address();
    gateway.stop().await;
    assert_eq!(room.next_disconnect().await.0, 1001);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
    assert!(TcpStream::connect(address).await.is_err());
}

/// The gateway waits neither for the request of a silent client nor for its answer to a close frame.
#[tokio::test]
async fn stop_does_not_wait_for_silent_clients() {
    let (gateway, _) = Room::open().await;
    let mut half = RawConnection::open(gateway.address()).await;
    half.send(b"GET /dev HTTP/1.1\r\nHost: ").await;
    let (_silent, _connected) =
        (RawConnection::open(gateway.address()).await, RawConnection::connect(&gateway).await);
    let begun = Instant::now();
    gateway.stop().await;
    // The timeout for the head of a request is 30 seconds otherwise.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

/// A stopped gateway does not listen.
#[tokio::test]
async fn stopped_gateway_accepts_no_tcp_connection() {
    let (gateway, _) = Room::open().await;
    let address = gateway.address();
    gateway.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}

/// Exchanges some messages, to give the gateway time for a mistake.
async fn exchange_messages(gateway: &Gateway) {
    let mut client = RawConnection::connect(gateway).await;
    for _ in 0..20 {
        client.say("hello").await;
        assert_eq!(client.hear().await, "hello");
    }
    client.send_frame(&close_frame(4999, "")).await;
    assert_eq!(client.receive_close().await.0, 4999);
}

/// 1.36: messages of one connection are handled concurrently.
#[tokio::test]
async fn messages_of_a_connection_are_handled_concurrently() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    client.say("hello").await;
    assert_eq!(client.hear().await, "hello");
    room.gate.open();
    assert_eq!(client.hear().await, "finished 1");
    gateway.stop().await;
}

/// 1.36: a serial gateway is an option.
#[tokio::test]
async fn serial_gateway_handles_messages_one_by_one() {
    let room = Room::default();
    let gateway = room.serve().serial(true).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    client.say(WAIT).await;
    client.say(&WAIT.replace('1', "2")).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    exchange_messages(&gateway).await;
    assert_eq!(room.next_disconnect().await.0, 4999);
    room.gate.open();
    assert_eq!(room.spy.next().await, json!({ "finished": 1 }));
    assert_eq!(room.spy.next().await, json!({ "begun": 2 }));
    assert_eq!(client.hear().await, "finished 1");
    assert_eq!(client.hear().await, "finished 2");
    gateway.stop().await;
}

/// The gateway reads no more from a client with 256 running messages, and loses none.
#[tokio::test]
async fn connection_has_at_most_256_running_messages() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::connect(&gateway).await;
    for name in 0..300 {
        client.say(&WAIT.replace('1', &name.to_string())).await;
    }
    for _ in 0..256 {
        assert!(room.spy.next().await["begun"].is_u64());
    }
    exchange_messages(&gateway).await;
    assert_eq!(room.next_disconnect().await.0, 4999);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
    room.gate.open();
    for _ in 0..300 {
        assert!(client.hear().await.starts_with("finished "));
    }
    gateway.stop().await;
}
