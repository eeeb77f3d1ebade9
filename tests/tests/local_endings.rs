//! How connections to the gateway on localhost end, and what becomes of what runs then: `$disconnect` is told once, with the
//! code and the reason. The numbers are those of `local::conformance`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;
use websocket_api::{
    ConnectionId,
    extract::{Connections, DisconnectReason, Json, Query, State, Text},
    local::{Gateway, Serve},
    websocket_api,
};
use websocket_api_tests::local::{
    CLOSE, FIN, Frame, Gate, PING, PONG, Request, Spy, Wire, backend, closing, refusal, soon,
};

#[derive(Clone, Debug, Default)]
struct Room {
    spy: Spy,
    gate: Gate,
}

websocket_api! {
    Chat {
        state: Room,
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            $default: { function: echo, return_response: true },
            wait: { function: { handler: wait, timeout: 900 }, return_response: true },
        },
    }
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    wait: bool,
}

async fn connect(Query(asked): Query<Asked>, State(room): State<Room>) {
    if asked.wait {
        room.spy.tell("connecting");
        room.gate.pass().await;
    }
}

async fn disconnect(
    id: ConnectionId,
    reason: DisconnectReason,
    connections: Connections,
    State(room): State<Room>,
) -> Result<(), &'static str> {
    let is_gone = connections.post(&id, "bye").await.is_err_and(|error| error.is_gone());
    room.spy.tell(json!([id, reason.code, reason.reason, is_gone]));
    // Nobody hears of it.
    Err("out of tea")
}

async fn echo(Text(text): Text) -> String {
    text
}

#[derive(serde::Deserialize)]
struct Named {
    name: u32,
}

const WAIT: &str = r#"{"action":"wait","name":1}"#;

async fn wait(Json(Named { name }): Json<Named>, State(room): State<Room>) -> String {
    room.spy.tell(json!({ "begun": name }));
    room.gate.pass().await;
    room.spy.tell(json!({ "finished": name }));
    format!("finished {name}")
}

fn serve(room: &Room) -> Serve {
    Chat::app().with_state(room.clone()).serve("127.0.0.1:0")
}

async fn gateway() -> (Gateway, Room) {
    let room = Room::default();
    (serve(&room).await.expect("a gateway"), room)
}

/// The id of the only connection.
fn id(gateway: &Gateway) -> ConnectionId {
    let [id] = &*gateway.connections() else { panic!("one connection") };
    id.clone()
}

/// What `$disconnect` tells of a connection that is over; by then it cannot be posted to.
fn told(id: &ConnectionId, code: u16, reason: &str) -> Value {
    json!([id, code, reason, true])
}

/// The code and the reason that `$disconnect` tells next.
async fn ended(room: &Room) -> (u16, String) {
    let told = room.spy.next().await;
    let (_, code, reason, _): (String, u16, String, bool) = serde_json::from_value(told).expect("an end");
    (code, reason)
}

const GOING_AWAY: &str = "Going away";
const LOST: &str = "Connection closed abnormally";

/// 2.4, §4: the client's own code and reason, or 1005.
#[tokio::test]
async fn the_client_closes() {
    let (gateway, room) = gateway().await;
    for (frame, code, reason) in [
        (closing(1000, ""), 1000, ""),
        (closing(4321, "done for today"), 4321, "done for today"),
        (Frame::new(FIN | CLOSE, ""), 1005, "Client-side close frame status not set"),
    ] {
        let mut client = Wire::connect(&gateway).await;
        let id = id(&gateway);
        client.send_frame(&frame).await;
        assert_eq!(client.closed().await.0, code);
        assert_eq!(room.spy.next().await, told(&id, code, reason));
    }
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// §4: 1006 when the stream ends, or is reset, without a close frame.
#[tokio::test]
async fn the_client_is_lost() {
    let (gateway, room) = gateway().await;
    for reset in [false, true] {
        let mut client = Wire::connect(&gateway).await;
        let id = id(&gateway);
        client.send(&Frame::text("half of it").masked()[..5]).await;
        if reset {
            client.reset();
        }
        drop(client);
        assert_eq!(room.spy.next().await, told(&id, 1006, LOST));
    }
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// 3.12, 2.18: `DELETE` closes with 1000, after what was posted before; `$disconnect` hears of it.
#[tokio::test]
async fn the_backend_closes() {
    let (gateway, room) = gateway().await;
    let mut client = Wire::connect(&gateway).await;
    let (id, backend) = (id(&gateway), backend(&gateway));
    backend.post(&id, "the last word").await.expect("a call");
    backend.close(&id).await.expect("a call");
    assert!(gateway.connections().is_empty());
    assert!(backend.post(&id, "too late").await.expect_err("too late").is_gone());
    assert!(backend.close(&id).await.expect_err("too late").is_gone());
    assert_eq!(client.hear().await, "the last word");
    assert_eq!(client.closed().await, (1000, "Connection Closed Normally".to_owned()));
    assert_eq!(room.spy.next().await, told(&id, 1000, "Connection Closed Normally"));
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// §4: 10 minutes without a message, here 50 ms, end a connection.
#[tokio::test]
async fn idle_clients_are_closed() {
    for code in [1001, 4002] {
        let room = Room::default();
        let idle = Duration::from_millis(50);
        let gateway = serve(&room).idle_timeout(idle).idle_close_code(code).await.expect("a gateway");
        let begun = Instant::now();
        let mut client = Wire::connect(&gateway).await;
        assert_eq!(client.closed().await, (code, GOING_AWAY.to_owned()));
        assert!(begun.elapsed() >= idle);
        assert_eq!(ended(&room).await, (code, GOING_AWAY.to_owned()));
        gateway.stop().await;
        assert_eq!(room.spy.rest(), Vec::<Value>::new());
    }
}

/// §4: 2 hours, here 100 ms, end a connection, however busy it is.
#[tokio::test]
async fn busy_clients_are_closed_at_last() {
    let room = Room::default();
    let gateway = serve(&room).max_duration(Duration::from_millis(100)).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    let last = loop {
        client.say("hello").await;
        let frame = client.frame().await.expect("a frame");
        if frame != Frame::text("hello") {
            break frame;
        }
    };
    assert_eq!(last, closing(1001, GOING_AWAY));
    assert_eq!(ended(&room).await, (1001, GOING_AWAY.to_owned()));
    gateway.stop().await;
}

const IDLE: Duration = Duration::from_millis(600);

/// Whether something that is done after a while makes a connection last: [`IDLE`] from then on. A machine that slept through that
/// is given another chance.
async fn lasts_after(serve: impl Fn() -> Serve, act: impl AsyncFn(&Gateway, &mut Wire) -> Option<Frame>) {
    for _ in 0..20 {
        let gateway = serve().idle_timeout(IDLE).await.expect("a gateway");
        let mut client = Wire::connect(&gateway).await;
        sleep(IDLE / 2).await;
        let acted = Instant::now();
        match act(&gateway, &mut client).await {
            Some(frame) if frame.opcode() != CLOSE => {}
            _ => continue,
        }
        assert_eq!(client.closed().await.0, 1001);
        assert!(acted.elapsed() >= IDLE, "{:?}", acted.elapsed());
        return;
    }
    panic!("this machine is too slow");
}

/// §4, Ping/pong: a message in either direction counts.
#[tokio::test]
async fn messages_keep_a_client() {
    let room = Room::default();
    lasts_after(
        || serve(&room),
        async |_, client| {
            client.say("hello").await;
            client.frame().await
        },
    )
    .await;
    lasts_after(
        || serve(&room),
        async |gateway, client| {
            backend(gateway).post(gateway.connections().first()?, "hello").await.ok()?;
            client.frame().await
        },
    )
    .await;
}

/// §4, Ping/pong: a ping counts only where that is asked for.
#[tokio::test]
async fn pings_keep_a_client_on_request() {
    let room = Room::default();
    let ping = Frame::new(FIN | PING, "?");
    lasts_after(
        || serve(&room).ping_resets_idle(true),
        async |_, client| {
            client.send_frame(&ping).await;
            client.frame().await
        },
    )
    .await;

    let gateway = serve(&room).idle_timeout(Duration::from_millis(100)).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    // If it counted, this would never end.
    let last = soon(async {
        loop {
            client.send_frame(&ping).await;
            let frame = client.frame().await.expect("a frame");
            if frame.first != FIN | PONG {
                break frame;
            }
        }
    });
    assert_eq!(last.await, closing(1001, GOING_AWAY));
    gateway.stop().await;
}

/// A gateway that is stopped says goodbye to everybody; one that is dropped, too.
#[tokio::test]
async fn the_gateway_ends() {
    for is_stopped in [true, false] {
        let (gateway, room) = gateway().await;
        let (mut one, mut other) = (Wire::connect(&gateway).await, Wire::connect(&gateway).await);
        if is_stopped {
            gateway.stop().await;
        } else {
            drop(gateway);
        }
        for client in [&mut one, &mut other] {
            assert_eq!(client.closed().await, (1001, GOING_AWAY.to_owned()));
            assert_eq!(ended(&room).await, (1001, GOING_AWAY.to_owned()));
        }
        assert_eq!(room.spy.rest(), Vec::<Value>::new());
    }
}

/// What runs when the gateway stops runs to its end, and it waits for that.
#[tokio::test]
async fn messages_in_flight_are_finished() {
    let (gateway, room) = gateway().await;
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let id = id(&gateway);
    let stopping = tokio::spawn(gateway.stop());
    assert_eq!(client.closed().await.0, 1001);
    assert_eq!(room.spy.next().await, told(&id, 1001, GOING_AWAY));
    drop(client);
    assert!(!stopping.is_finished());
    room.gate.open();
    soon(stopping).await.expect("no panic");
    assert_eq!(room.spy.rest(), [json!({ "finished": 1 })]);
}

/// The same for messages of clients that are gone.
#[tokio::test]
async fn messages_of_lost_clients_are_finished() {
    let (gateway, room) = gateway().await;
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let id = id(&gateway);
    drop(client);
    assert_eq!(room.spy.next().await, told(&id, 1006, LOST));
    room.gate.open();
    assert_eq!(room.spy.next().await, json!({ "finished": 1 }));
    gateway.stop().await;
}

/// A client that is gone before `$connect` has returned was connected all the same: `$disconnect` follows, once.
#[tokio::test]
async fn the_client_is_lost_while_it_connects() {
    let (gateway, room) = gateway().await;
    let mut client = Wire::open(gateway.address()).await;
    client.send(&Request::handshake("/dev?wait=true").bytes()).await;
    assert_eq!(room.spy.next().await, "connecting");
    drop(client);
    // Long enough for the gateway to see it, if it looked.
    Wire::connect(&gateway).await.say("hello").await;
    assert_eq!(ended(&room).await.0, 1006);
    room.gate.open();
    assert_eq!(
        room.spy.next().await.as_array().expect("a list")[1..],
        told(&"".into(), 1006, LOST).as_array().expect("a list")[1..]
    );
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// A gateway that stops while a client connects lets `$connect` finish, and then says goodbye.
#[tokio::test]
async fn the_gateway_ends_while_a_client_connects() {
    let (gateway, room) = gateway().await;
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
    assert_eq!(ended(&room).await.0, 1001);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// While handlers still run, their calls are served, and nobody new is let in.
#[tokio::test]
async fn a_gateway_that_stops_still_serves_its_handlers() {
    let (gateway, room) = gateway().await;
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let (address, backend, id) = (gateway.address(), backend(&gateway), id(&gateway));
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
    let gateway = serve(&room).timeout_scale(0.005).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    let address = gateway.address();
    gateway.stop().await;
    assert_eq!(ended(&room).await.0, 1001);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

/// Clients that say nothing are not waited for: neither for a request, nor for the answer to a close frame.
#[tokio::test]
async fn a_gateway_stops_without_silent_clients() {
    let (gateway, _) = gateway().await;
    let mut half = Wire::open(gateway.address()).await;
    half.send(b"GET /dev HTTP/1.1\r\nHost: ").await;
    let (_silent, _connected) = (Wire::open(gateway.address()).await, Wire::connect(&gateway).await);
    let begun = Instant::now();
    gateway.stop().await;
    // The head of a request is waited for 10 seconds.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

/// After it has stopped, nobody gets in.
#[tokio::test]
async fn a_gateway_that_has_stopped_does_not_listen() {
    let (gateway, _) = gateway().await;
    let address = gateway.address();
    gateway.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
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
    let (gateway, room) = gateway().await;
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
    let gateway = serve(&room).serial(true).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    client.say(WAIT).await;
    client.say(&WAIT.replace('1', "2")).await;
    assert_eq!(room.spy.next().await, json!({ "begun": 1 }));
    meanwhile(&gateway).await;
    assert_eq!(ended(&room).await.0, 4999);
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
    let (gateway, room) = gateway().await;
    let mut client = Wire::connect(&gateway).await;
    for name in 0..300 {
        client.say(&WAIT.replace('1', &name.to_string())).await;
    }
    for _ in 0..256 {
        assert!(room.spy.next().await["begun"].is_u64());
    }
    meanwhile(&gateway).await;
    assert_eq!(ended(&room).await.0, 4999);
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
    room.gate.open();
    for _ in 0..300 {
        assert!(client.hear().await.starts_with("finished "));
    }
    gateway.stop().await;
}
