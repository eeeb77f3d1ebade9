//! The ends of connections to the local gateway: `$disconnect` runs once, with the code and the reason. The numbers are those
//! of `gateway::conformance`.

use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::time::sleep;
use websocket_api::gateway::{Gateway, Serve};
use websocket_api_tests::gateway::{
    CLOSE, FIN, Frame, PING, PONG, RawConnection, Request, Room, backend, close_frame, soon,
};

const GOING_AWAY_REASON: &str = "Going away";
const LOST_REASON: &str = "Connection closed abnormally";

/// 2.4, §4: the client's code and reason, or 1005.
#[tokio::test]
async fn client_close_code_and_reason_reach_disconnect() {
    let (gateway, room) = Room::open().await;
    for (frame, code, reason) in [
        (close_frame(1000, ""), 1000, ""),
        (close_frame(4321, "done for today"), 4321, "done for today"),
        (Frame::new(FIN | CLOSE, ""), 1005, "Client-side close frame status not set"),
    ] {
        let mut client = RawConnection::connect(&gateway).await;
        let id = Room::only_connection(&gateway);
        client.send_frame(&frame).await;
        assert_eq!(client.receive_close().await.0, code);
        assert_eq!(room.spy.next().await, Room::disconnect_event(&id, code, reason));
    }
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// §4: 1006 when the stream ends, or is reset, without a close frame.
#[tokio::test]
async fn lost_client_is_disconnected_with_1006() {
    let (gateway, room) = Room::open().await;
    for reset in [false, true] {
        let mut client = RawConnection::connect(&gateway).await;
        let id = Room::only_connection(&gateway);
        client.send(&Frame::text("half of it").masked()[..5]).await;
        if reset {
            client.reset();
        }
        drop(client);
        assert_eq!(room.spy.next().await, Room::disconnect_event(&id, 1006, LOST_REASON));
    }
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// 3.12, 2.18: `DELETE` closes with 1000 after earlier posts, and `$disconnect` runs.
#[tokio::test]
async fn deleted_connection_closes_with_1000_after_earlier_posts() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::connect(&gateway).await;
    let (id, backend) = (Room::only_connection(&gateway), backend(&gateway));
    backend.send(&id, "the last word").await.expect("a call");
    backend.close(&id).await.expect("a call");
    assert!(gateway.connections().is_empty());
    assert!(backend.send(&id, "too late").await.expect_err("too late").is_gone());
    assert!(backend.close(&id).await.expect_err("too late").is_gone());
    assert_eq!(client.hear().await, "the last word");
    assert_eq!(client.receive_close().await, (1000, "Connection Closed Normally".to_owned()));
    assert_eq!(room.spy.next().await, Room::disconnect_event(&id, 1000, "Connection Closed Normally"));
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}

/// §4: the idle timeout is 10 minutes, here 50 ms.
#[tokio::test]
async fn idle_client_is_closed_after_the_idle_timeout() {
    for code in [1001, 4002] {
        let room = Room::default();
        let idle = Duration::from_millis(50);
        let gateway = room.serve().idle_timeout(idle).timeout_close_code(code).await.expect("a gateway");
        let begun = Instant::now();
        let mut client = RawConnection::connect(&gateway).await;
        assert_eq!(client.receive_close().await, (code, GOING_AWAY_REASON.to_owned()));
        assert!(begun.elapsed() >= idle);
        assert_eq!(room.next_disconnect().await, (code, GOING_AWAY_REASON.to_owned()));
        gateway.stop().await;
        assert_eq!(room.spy.rest(), Vec::<Value>::new());
    }
}

/// §4: the connection lifetime is 2 hours, here 100 ms, also with traffic.
#[tokio::test]
async fn busy_client_is_closed_after_the_connection_lifetime() {
    let room = Room::default();
    let gateway = room.serve().max_duration(Duration::from_millis(100)).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    let last = loop {
        client.say("hello").await;
        let frame = client.frame().await.expect("a frame");
        if frame != Frame::text("hello") {
            break frame;
        }
    };
    assert_eq!(last, close_frame(1001, GOING_AWAY_REASON));
    assert_eq!(room.next_disconnect().await, (1001, GOING_AWAY_REASON.to_owned()));
    gateway.stop().await;
}

const IDLE_TIMEOUT: Duration = Duration::from_millis(600);

/// Asserts that an action resets the idle timeout: the connection lasts for [`IDLE_TIMEOUT`] after it. If the machine paused for longer,
/// the function tries again.
async fn assert_resets_idle_timeout(
    serve: impl Fn() -> Serve,
    act: impl AsyncFn(&Gateway, &mut RawConnection) -> Option<Frame>,
) {
    for _ in 0..20 {
        let gateway = serve().idle_timeout(IDLE_TIMEOUT).await.expect("a gateway");
        let mut client = RawConnection::connect(&gateway).await;
        sleep(IDLE_TIMEOUT / 2).await;
        let acted = Instant::now();
        match act(&gateway, &mut client).await {
            Some(frame) if frame.opcode() != CLOSE => {}
            _ => continue,
        }
        assert_eq!(client.receive_close().await.0, 1001);
        assert!(acted.elapsed() >= IDLE_TIMEOUT, "{:?}", acted.elapsed());
        return;
    }
    panic!("this machine is too slow");
}

/// §4, Ping/pong: a message in either direction resets the idle timeout.
#[tokio::test]
async fn message_in_either_direction_resets_the_idle_timeout() {
    let room = Room::default();
    assert_resets_idle_timeout(
        || room.serve(),
        async |_, client| {
            client.say("hello").await;
            client.frame().await
        },
    )
    .await;
    assert_resets_idle_timeout(
        || room.serve(),
        async |gateway, client| {
            backend(gateway).send(gateway.connections().first()?, "hello").await.ok()?;
            client.frame().await
        },
    )
    .await;
}

/// §4, Ping/pong: a ping resets it only on request.
#[tokio::test]
async fn ping_resets_the_idle_timeout_only_on_request() {
    let room = Room::default();
    let ping = Frame::new(FIN | PING, "?");
    assert_resets_idle_timeout(
        || room.serve().ping_resets_idle(true),
        async |_, client| {
            client.send_frame(&ping).await;
            client.frame().await
        },
    )
    .await;

    let gateway = room.serve().idle_timeout(Duration::from_millis(100)).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    // If a ping reset the timeout, this loop would not end.
    let last = soon(async {
        loop {
            client.send_frame(&ping).await;
            let frame = client.frame().await.expect("a frame");
            if frame.first != FIN | PONG {
                break frame;
            }
        }
    });
    assert_eq!(last.await, close_frame(1001, GOING_AWAY_REASON));
    gateway.stop().await;
}

/// A client that is lost before `$connect` returns was connected: `$disconnect` follows, once.
#[tokio::test]
async fn client_lost_during_connect_is_disconnected_once() {
    let (gateway, room) = Room::open().await;
    let mut client = RawConnection::open(gateway.address()).await;
    client.send(&Request::handshake("/dev?wait=true").bytes()).await;
    assert_eq!(room.spy.next().await, "connecting");
    drop(client);
    // This takes long enough for the gateway to notice a lost client.
    RawConnection::connect(&gateway).await.say("hello").await;
    assert_eq!(room.next_disconnect().await.0, 1006);
    room.gate.open();
    assert_eq!(room.next_disconnect().await, (1006, LOST_REASON.to_owned()));
    gateway.stop().await;
    assert_eq!(room.spy.rest(), Vec::<Value>::new());
}
