//! How connections to the gateway on localhost end: `$disconnect` is told once, with the code and the reason. The numbers are those
//! of `gateway::conformance`.

use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::time::sleep;
use websocket_api::gateway::{Gateway, Serve};
use websocket_api_tests::gateway::{
    CLOSE, FIN, Frame, PING, PONG, Request, Room, Wire, backend, closing, soon,
};

const GOING_AWAY: &str = "Going away";
const LOST: &str = "Connection closed abnormally";

/// 2.4, §4: the client's own code and reason, or 1005.
#[tokio::test]
async fn the_client_closes() {
    let (gateway, room) = Room::open().await;
    for (frame, code, reason) in [
        (closing(1000, ""), 1000, ""),
        (closing(4321, "done for today"), 4321, "done for today"),
        (Frame::new(FIN | CLOSE, ""), 1005, "Client-side close frame status not set"),
    ] {
        let mut client = Wire::connect(&gateway).await;
        let id = Room::only(&gateway);
        client.send_frame(&frame).await;
        assert_eq!(client.closed().await.0, code);
        assert_eq!(room.spy.next().await, Room::end(&id, code, reason));
    }
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// §4: 1006 when the stream ends, or is reset, without a close frame.
#[tokio::test]
async fn the_client_is_lost() {
    let (gateway, room) = Room::open().await;
    for reset in [false, true] {
        let mut client = Wire::connect(&gateway).await;
        let id = Room::only(&gateway);
        client.send(&Frame::text("half of it").masked()[..5]).await;
        if reset {
            client.reset();
        }
        drop(client);
        assert_eq!(room.spy.next().await, Room::end(&id, 1006, LOST));
    }
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// 3.12, 2.18: `DELETE` closes with 1000, after what was posted before; `$disconnect` hears of it.
#[tokio::test]
async fn the_backend_closes() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::connect(&gateway).await;
    let (id, backend) = (Room::only(&gateway), backend(&gateway));
    backend.send(&id, "the last word").await.expect("a call");
    backend.close(&id).await.expect("a call");
    assert!(gateway.connections().is_empty());
    assert!(backend.send(&id, "too late").await.expect_err("too late").is_gone());
    assert!(backend.close(&id).await.expect_err("too late").is_gone());
    assert_eq!(client.hear().await, "the last word");
    assert_eq!(client.closed().await, (1000, "Connection Closed Normally".to_owned()));
    assert_eq!(room.spy.next().await, Room::end(&id, 1000, "Connection Closed Normally"));
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// §4: 10 minutes without a message, here 50 ms, end a connection.
#[tokio::test]
async fn idle_clients_are_closed() {
    for code in [1001, 4002] {
        let room = Room::default();
        let idle = Duration::from_millis(50);
        let gateway = room.serve().idle_timeout(idle).timeout_close_code(code).await.expect("a gateway");
        let begun = Instant::now();
        let mut client = Wire::connect(&gateway).await;
        assert_eq!(client.closed().await, (code, GOING_AWAY.to_owned()));
        assert!(begun.elapsed() >= idle);
        assert_eq!(room.ended().await, (code, GOING_AWAY.to_owned()));
        gateway.stop().await;
        assert_eq!(room.spy.rest(), Vec::<Value>::new());
    }
}

/// §4: 2 hours, here 100 ms, end a connection, however busy it is.
#[tokio::test]
async fn busy_clients_are_closed_at_last() {
    let room = Room::default();
    let gateway = room.serve().max_duration(Duration::from_millis(100)).await.expect("a gateway");
    let mut client = Wire::connect(&gateway).await;
    let last = loop {
        client.say("hello").await;
        let frame = client.frame().await.expect("a frame");
        if frame != Frame::text("hello") {
            break frame;
        }
    };
    assert_eq!(last, closing(1001, GOING_AWAY));
    assert_eq!(room.ended().await, (1001, GOING_AWAY.to_owned()));
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
        || room.serve(),
        async |_, client| {
            client.say("hello").await;
            client.frame().await
        },
    )
    .await;
    lasts_after(
        || room.serve(),
        async |gateway, client| {
            backend(gateway).send(gateway.connections().first()?, "hello").await.ok()?;
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
        || room.serve().ping_resets_idle(true),
        async |_, client| {
            client.send_frame(&ping).await;
            client.frame().await
        },
    )
    .await;

    let gateway = room.serve().idle_timeout(Duration::from_millis(100)).await.expect("a gateway");
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

/// A client that is gone before `$connect` has returned was connected all the same: `$disconnect` follows, once.
#[tokio::test]
async fn the_client_is_lost_while_it_connects() {
    let (gateway, room) = Room::open().await;
    let mut client = Wire::open(gateway.address()).await;
    client.send(&Request::handshake("/dev?wait=true").bytes()).await;
    assert_eq!(room.spy.next().await, "connecting");
    drop(client);
    // Long enough for the gateway to see it, if it looked.
    Wire::connect(&gateway).await.say("hello").await;
    assert_eq!(room.ended().await.0, 1006);
    room.gate.open();
    assert_eq!(room.ended().await, (1006, LOST.to_owned()));
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}
