//! Clients and handlers that misbehave. The gateway must neither lose an event nor stop serving others.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]

use std::{
    collections::HashSet,
    env,
    future::pending,
    io::{self, BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::join_all;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    sync::{Semaphore, mpsc},
    time::{sleep, timeout},
};
use websocket_api::{
    ConnectionId,
    connections::{Connections, Credentials, Error},
    extract::*,
    gateway::Gateway,
    websocket_api,
};
use websocket_api_tests::{
    gateway::{CLOSE, FIN, Frame, PING, PONG, TEXT},
    raw_client::{RawClient, handshake},
};

/// The maximum wait for an event that must happen, on however busy a machine.
const TEST_TIMEOUT: Duration = Duration::from_secs(60);

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(TEST_TIMEOUT, what).await.expect("what must happen soon")
}

/// State that handlers share with their test.
#[derive(Clone)]
struct Shared {
    connects: mpsc::UnboundedSender<ConnectionId>,
    disconnects: mpsc::UnboundedSender<(ConnectionId, Option<u16>)>,
    /// Opened by the test, passed by waiting handlers.
    gate: Arc<Semaphore>,
    /// The number of handlers that passed the gate.
    through: Arc<AtomicUsize>,
    /// The test holds it while handlers must block.
    lock: Arc<Mutex<()>>,
    /// The recipients of `tell`.
    recipients: Arc<Mutex<Vec<ConnectionId>>>,
}

struct Test {
    shared: Shared,
    connects: mpsc::UnboundedReceiver<ConnectionId>,
    disconnects: mpsc::UnboundedReceiver<(ConnectionId, Option<u16>)>,
}

impl Test {
    fn new() -> Self {
        let (connected, connects) = mpsc::unbounded_channel();
        let (disconnected, disconnects) = mpsc::unbounded_channel();
        let shared = Shared {
            connects: connected,
            disconnects: disconnected,
            gate: Arc::new(Semaphore::new(0)),
            through: Arc::default(),
            lock: Arc::default(),
            recipients: Arc::default(),
        };
        Test { shared, connects, disconnects }
    }

    fn api(&self) -> websocket_api::WebSocketApi {
        Faulty::api().with_state(self.shared.clone())
    }

    async fn connected(&mut self) -> ConnectionId {
        soon(self.connects.recv()).await.expect("a handshake")
    }

    async fn disconnected(&mut self) -> (ConnectionId, Option<u16>) {
        soon(self.disconnects.recv()).await.expect("an end")
    }

    /// Asserts that no other `$disconnect` ran: `stop` waits for all of them.
    fn assert_no_more_disconnects(&mut self) {
        assert_eq!(self.disconnects.try_recv(), Err(mpsc::error::TryRecvError::Empty));
    }
}

async fn connect(id: ConnectionId, State(shared): State<Shared>, headers: Headers) {
    shared.connects.send(id).expect("a test");
    if headers.get("x-wait").is_some() {
        shared.gate.acquire().await.expect("a gate").forget();
    }
}

async fn disconnect(id: ConnectionId, reason: DisconnectReason, State(shared): State<Shared>) {
    shared.disconnects.send((id, reason.code)).expect("a test");
}

async fn echo(Text(text): Text) -> String {
    text
}

async fn wait(State(shared): State<Shared>) -> &'static str {
    shared.gate.acquire().await.expect("a gate").forget();
    shared.through.fetch_add(1, Ordering::SeqCst);
    "through"
}

async fn never() -> &'static str {
    pending().await
}

/// Opens the gate when the handler is dropped.
async fn outlast(State(shared): State<Shared>) -> &'static str {
    struct PermitOnDrop(Shared);

    impl Drop for PermitOnDrop {
        fn drop(&mut self) {
            self.0.gate.add_permits(1);
        }
    }

    let _permit = PermitOnDrop(shared);
    pending().await
}

/// Blocks its thread, as a handler with a synchronous call does.
async fn block(State(shared): State<Shared>) -> &'static str {
    drop(shared.lock.lock());
    "unblocked"
}

async fn fail() -> &'static str {
    panic!("on purpose")
}

/// Broadcasts to the connections that the test lists.
async fn tell(Text(text): Text, connections: Connections, State(shared): State<Shared>) -> String {
    let ids = shared.recipients.lock().expect("a list").clone();
    let report = connections.broadcast(ids, text).await;
    format!("sent to {}, {} gone, {} failed", report.sent, report.gone.len(), report.failed.len())
}

websocket_api! {
    Faulty {
        state: Shared,
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            $default: { function: echo, return_response: true },
            wait: { function: wait, return_response: true },
            never: { function: never, return_response: true },
            // Longer than the integration timeout.
            slow: { function: { handler: never, timeout: 60 }, return_response: true },
            outlast: { function: { handler: outlast, timeout: 60 }, return_response: true },
            block: { function: block, return_response: true },
            fail: { function: fail, return_response: true },
            tell: { function: tell, return_response: true },
        },
    }
}

const PATH: &str = "/dev";

fn action(name: &str) -> String {
    format!(r#"{{"action":"{name}"}}"#)
}

async fn join(address: SocketAddr) -> RawClient {
    soon(RawClient::connect(address, PATH)).await.expect("a connection")
}

async fn say(client: &mut RawClient, text: &str) {
    soon(client.send(TEXT, text.as_bytes())).await.expect("a gateway that reads");
}

async fn hear(client: &mut RawClient) -> Frame {
    soon(client.receive()).await.expect("a gateway that writes").expect("a frame")
}

async fn hear_text(client: &mut RawClient) -> String {
    let frame = hear(client).await;
    assert_eq!(frame.opcode(), TEXT, "{frame:?}");
    String::from_utf8(frame.payload).expect("text")
}

async fn assert_served(client: &mut RawClient) {
    say(client, "are you there?").await;
    assert_eq!(hear_text(client).await, "are you there?");
}

/// Waits until no connection is open, which is shortly after `$disconnect` at the latest.
async fn wait_until_empty(gateway: &Gateway) {
    let empty = async {
        while !gateway.connections().is_empty() {
            sleep(Duration::from_millis(1)).await;
        }
    };
    soon(empty).await;
}

#[tokio::test]
async fn vanished_client_is_disconnected_once_with_1006() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    for reset in [false, true] {
        let mut client = join(gateway.address()).await;
        assert_served(&mut client).await;
        if reset {
            client.tcp.set_zero_linger().expect("an option");
        }
        drop(client);
        let id = test.connected().await;
        assert_eq!(test.disconnected().await, (id, Some(1006)), "reset: {reset}");
    }
    wait_until_empty(&gateway).await;
    soon(gateway.stop()).await;
    test.assert_no_more_disconnects();
}

#[tokio::test]
async fn messages_of_a_vanished_client_are_handled() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let mut client = join(gateway.address()).await;
    for _ in 0..10 {
        say(&mut client, &action("wait")).await;
    }
    // The reply shows that the gateway has taken the earlier messages.
    assert_served(&mut client).await;
    drop(client);
    assert_eq!(test.disconnected().await.1, Some(1006));
    test.shared.gate.add_permits(10);
    soon(gateway.stop()).await;
    assert_eq!(test.shared.through.load(Ordering::SeqCst), 10);
    test.assert_no_more_disconnects();
}

#[tokio::test]
async fn client_vanished_during_the_handshake_is_disconnected_after_it() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let mut tcp = TcpStream::connect(gateway.address()).await.expect("a connection");
    let request = handshake(PATH).replace("Host:", "x-wait: 1\r\nHost:");
    tcp.write_all(request.as_bytes()).await.expect("a gateway that reads");
    let id = test.connected().await;
    drop(tcp);
    test.shared.gate.add_permits(1);
    assert_eq!(test.disconnected().await, (id, Some(1006)));
    wait_until_empty(&gateway).await;
    soon(gateway.stop()).await;
    test.assert_no_more_disconnects();
}

#[tokio::test]
async fn half_open_idle_client_is_closed_with_1001() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").idle_timeout(Duration::from_millis(50)).await;
    let gateway = gateway.expect("a gateway");
    // Half open: the client stays, and neither reads nor writes.
    let mut client = join(gateway.address()).await;
    let id = test.connected().await;
    assert_eq!(test.disconnected().await, (id, Some(1001)));
    wait_until_empty(&gateway).await;
    assert_eq!(hear(&mut client).await.close_code(), Some(1001));
    drop(client);
    soon(gateway.stop()).await;
    test.assert_no_more_disconnects();
}

/// A connection with a small receive buffer, so that the kernel buffers little.
async fn join_with_small_buffer(address: SocketAddr) -> RawClient {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("an option");
    let tcp = soon(socket.connect(address)).await.expect("a connection");
    soon(RawClient::over(tcp, PATH)).await.expect("a connection")
}

/// Posts numbered messages until the gateway rejects one, and returns the number of accepted messages.
async fn fill(connections: &Connections, id: &ConnectionId) -> usize {
    for sent in 0.. {
        match soon(connections.send(id, numbered(sent))).await {
            Ok(()) => {}
            Err(Error::LimitExceeded) => return sent,
            Err(error) => panic!("after {sent} messages: {error}"),
        }
        // The buffer of the kernel, and 1 MB of the gateway.
        assert!(sent * MESSAGE_BYTES < 64 * 1024 * 1024, "no bound");
    }
    unreachable!("the loop has no end")
}

const MESSAGE_BYTES: usize = 32 * 1024;

fn numbered(number: usize) -> String {
    format!("{number:MESSAGE_BYTES$}")
}

fn connections(gateway: &Gateway) -> Connections {
    let key = Credentials {
        access_key_id: "any".to_owned(),
        secret_access_key: "any".to_owned(),
        session_token: None,
    };
    let connections = Connections::new(&gateway.endpoint()).expect("an endpoint");
    connections.with_credentials(key).with_region("us-east-1")
}

#[tokio::test]
async fn slow_reader_is_closed_after_client_timeout() {
    let mut test = Test::new();
    // Long enough to fill the buffers.
    let gateway = test.api().serve("127.0.0.1:0").client_timeout(Duration::from_secs(5)).await;
    let gateway = gateway.expect("a gateway");
    let client = join_with_small_buffer(gateway.address()).await;
    let id = test.connected().await;
    let connections = connections(&gateway);
    fill(&connections, &id).await;
    // Others are served in the meantime.
    let mut other = join(gateway.address()).await;
    assert_served(&mut other).await;
    assert_eq!(test.disconnected().await, (id.clone(), Some(1006)));
    let posted = soon(connections.send(&id, "too late")).await;
    assert!(matches!(posted, Err(Error::Gone)), "{posted:?}");
    assert_served(&mut other).await;
    drop((client, other));
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn slow_reader_gets_every_posted_message() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let mut client = join_with_small_buffer(gateway.address()).await;
    let id = test.connected().await;
    let sent = fill(&connections(&gateway), &id).await;
    for number in 0..sent {
        assert!(hear_text(&mut client).await == numbered(number), "message {number} of {sent}");
    }
    assert_served(&mut client).await;
    drop(client);
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn slow_reader_gets_every_reply() {
    const MESSAGES: usize = 400;
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let client = join_with_small_buffer(gateway.address()).await;
    let (mut reading, mut writing) = client.tcp.into_split();
    // More than all buffers take: the gateway must stop reading until the client reads.
    let sending = tokio::spawn(async move {
        for number in 0..MESSAGES {
            let frame = Frame::text(&numbered(number)).masked();
            writing.write_all(&frame).await.expect("a gateway that reads");
        }
        writing
    });
    let mut numbers = HashSet::new();
    for _ in 0..MESSAGES {
        let mut frame = vec![0; Frame::text(&numbered(0)).unmasked().len()];
        soon(reading.read_exact(&mut frame)).await.expect("a gateway that writes");
        let text = String::from_utf8(frame.split_off(frame.len() - MESSAGE_BYTES)).expect("text");
        numbers.insert(text.trim().parse::<usize>().expect("a number"));
    }
    // Handlers run concurrently, so their replies come in any order.
    assert_eq!(numbers.len(), MESSAGES);
    drop(soon(sending).await);
    soon(gateway.stop()).await;
}

/// More than the buffers of the kernel and of the gateway take together.
const MAX_UNREAD_BYTES: usize = 96 * 1024 * 1024;

/// Sends these bytes repeatedly without reading, until the gateway closes the connection within [`MAX_UNREAD_BYTES`].
async fn send_unread(test: &mut Test, gateway: &Gateway, bytes: &[u8]) {
    let mut client = join_with_small_buffer(gateway.address()).await;
    let id = test.connected().await;
    let mut sent = 0;
    while sent < MAX_UNREAD_BYTES && soon(client.tcp.write_all(bytes)).await.is_ok() {
        sent += bytes.len();
    }
    assert!(sent < MAX_UNREAD_BYTES, "no bound");
    assert_eq!(test.disconnected().await, (id, Some(1006)));
}

#[tokio::test]
async fn client_with_unread_replies_is_closed_after_client_timeout() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").client_timeout(Duration::from_secs(5)).await;
    let gateway = gateway.expect("a gateway");
    send_unread(&mut test, &gateway, &Frame::text(&numbered(0)).masked()).await;
    assert_served(&mut join(gateway.address()).await).await;
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn client_with_unread_pongs_is_closed_after_client_timeout() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").client_timeout(Duration::from_secs(5)).await;
    let gateway = gateway.expect("a gateway");
    let ping = Frame::new(FIN | PING, "x".repeat(125)).masked();
    send_unread(&mut test, &gateway, &ping.repeat(100)).await;
    assert_served(&mut join(gateway.address()).await).await;
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn slow_reader_gets_every_pong() {
    const PINGS: usize = 200_000;
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let client = join_with_small_buffer(gateway.address()).await;
    let (mut reading, mut writing) = client.tcp.into_split();
    let sending = tokio::spawn(async move {
        let pings = Frame::new(FIN | PING, "x".repeat(125)).masked().repeat(100);
        for _ in 0..PINGS / 100 {
            writing.write_all(&pings).await.expect("a gateway that reads");
        }
        // The reply to this message follows the pongs.
        writing.write_all(&Frame::text("the last").masked()).await.expect("a gateway that reads");
        writing
    });
    let (pong, last) =
        (Frame::new(FIN | PONG, "x".repeat(125)).unmasked(), Frame::text("the last").unmasked());
    let mut pongs = 0;
    loop {
        let mut frame = vec![0; last.len()];
        soon(reading.read_exact(&mut frame)).await.expect("a gateway that writes");
        if frame == last {
            break;
        }
        frame.resize(pong.len(), 0);
        soon(reading.read_exact(&mut frame[last.len()..])).await.expect("a gateway that writes");
        assert_eq!(frame, pong);
        pongs += 1;
    }
    assert_eq!(pongs, PINGS);
    drop(soon(sending).await);
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn ping_is_answered_while_a_handler_runs() {
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let mut client = join(gateway.address()).await;
    say(&mut client, &action("wait")).await;
    soon(client.send(PING, b"?")).await.expect("a gateway that reads");
    assert_eq!(hear(&mut client).await, Frame::new(FIN | PONG, "?"));
    test.shared.gate.add_permits(1);
    assert_eq!(hear_text(&mut client).await, "through");
    drop(client);
    soon(gateway.stop()).await;
}

/// Reads until the gateway closes.
async fn read_until_closed(tcp: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match soon(tcp.read_to_end(&mut answer)).await {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
        Err(error) => panic!("{error}"),
    }
    String::from_utf8(answer).expect("text")
}

#[tokio::test]
async fn incomplete_request_ends_after_client_timeout() {
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").client_timeout(Duration::from_millis(500)).await;
    let gateway = gateway.expect("a gateway");
    let request = handshake(PATH);
    let begun = [0, 1, request.len() - 1].map(async |begun| {
        let mut tcp = TcpStream::connect(gateway.address()).await.expect("a connection");
        tcp.write_all(&request.as_bytes()[..begun]).await.expect("a gateway that reads");
        let answer = read_until_closed(&mut tcp).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    });
    join_all(begun).await;
    // Byte by byte, so that the client never pauses.
    let tcp = TcpStream::connect(gateway.address()).await.expect("a connection");
    let (mut reading, mut writing) = tcp.into_split();
    let dripping = tokio::spawn(async move {
        while writing.write_all(b"G").await.is_ok() {
            sleep(Duration::from_millis(10)).await;
        }
    });
    _ = soon(reading.read_to_end(&mut Vec::new())).await;
    soon(dripping).await.expect("an end");
    assert_served(&mut join(gateway.address()).await).await;
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn incomplete_body_gets_408_after_client_timeout() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").client_timeout(Duration::from_millis(500)).await;
    let gateway = gateway.expect("a gateway");
    let mut client = join(gateway.address()).await;
    let id = test.connected().await;
    let mut tcp = TcpStream::connect(gateway.address()).await.expect("a connection");
    let head = format!(
        "POST {PATH}/@connections/{id} HTTP/1.1\r\nHost: {}\r\nContent-Length: 10\r\n\r\nhal",
        gateway.address()
    );
    tcp.write_all(head.as_bytes()).await.expect("a gateway that reads");
    let answer = read_until_closed(&mut tcp).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert_served(&mut client).await;
    drop(client);
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn endless_handler_gives_a_timeout_error_frame() {
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").timeout_scale(0.02).await.expect("a gateway");
    let mut client = join(gateway.address()).await;
    // The function timeout or the integration timeout ends the wait.
    for (route, message) in [("never", "Internal server error"), ("slow", "Endpoint request timed out")] {
        say(&mut client, &action(route)).await;
        let error = hear_text(&mut client).await;
        assert!(error.starts_with(&format!(r#"{{"message": "{message}""#)), "{route}: {error}");
    }
    assert_served(&mut client).await;
    drop(client);
    soon(gateway.stop()).await;
}

/// The integration timeout is 29 seconds. The function goes on until its own timeout, which ends it.
#[tokio::test]
async fn handler_runs_past_the_integration_timeout_to_the_function_timeout() {
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").timeout_scale(0.02).await.expect("a gateway");
    let mut client = join(gateway.address()).await;
    say(&mut client, &action("outlast")).await;
    let error = hear_text(&mut client).await;
    assert!(error.starts_with(r#"{"message": "Endpoint request timed out""#), "{error}");
    soon(test.shared.gate.acquire()).await.expect("a gate").forget();
    drop(client);
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn handshake_with_an_endless_connect_handler_gets_502() {
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").timeout_scale(0.02).await.expect("a gateway");
    let mut tcp = TcpStream::connect(gateway.address()).await.expect("a connection");
    let request = handshake(PATH).replace("Host:", "x-wait: 1\r\nHost:");
    tcp.write_all(request.as_bytes()).await.expect("a gateway that reads");
    let mut status = [0; 13];
    soon(tcp.read_exact(&mut status)).await.expect("an answer");
    assert_eq!(&status, b"HTTP/1.1 502 ");
    assert!(gateway.connections().is_empty());
    soon(gateway.stop()).await;
    test.assert_no_more_disconnects();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thread_blocking_handler_gives_a_timeout_error_frame() {
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").timeout_scale(0.05).await.expect("a gateway");
    let mut client = join(gateway.address()).await;
    let lock = test.shared.lock.clone();
    // A separate thread holds the lock, because a guard cannot be held across an await.
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (held, holding) = tokio::sync::oneshot::channel();
    let holder = std::thread::spawn(move || {
        let guard = lock.lock().expect("a lock");
        held.send(()).expect("a test");
        _ = released.recv();
        drop(guard);
    });
    soon(holding).await.expect("a holder");
    say(&mut client, &action("block")).await;
    let error = hear_text(&mut client).await;
    assert!(error.starts_with(r#"{"message": "Internal server error""#), "{error}");
    assert_served(&mut client).await;
    assert_served(&mut join(gateway.address()).await).await;
    drop(release);
    holder.join().expect("a holder");
    drop(client);
    soon(gateway.stop()).await;
}

/// Handlers that block their threads, and an API whose handshakes need no handler.
mod blocked {
    use std::{
        sync::{Arc, Mutex},
        thread,
    };

    use tokio::runtime;
    use websocket_api::{connections::Error, extract::*, gateway::Gateway, websocket_api};
    use websocket_api_tests::{
        gateway::{FIN, Frame, PING, PONG},
        raw_client::RawClient,
    };

    use super::{action, block_on, connections, hear, hear_text, join, say, soon};

    /// Held while handlers must block.
    type Lock = Arc<Mutex<()>>;

    async fn block(State(lock): State<Lock>) -> &'static str {
        drop(lock.lock());
        "unblocked"
    }

    async fn work() -> &'static str {
        "done"
    }

    websocket_api! {
        pub Blocked {
            state: Lock,
            routes: {
                block: { function: block, return_response: true },
                work: { function: work, return_response: true },
            },
        }
    }

    async fn serve(lock: &Lock) -> Gateway {
        let api = Blocked::api().with_state(lock.clone());
        api.serve("127.0.0.1:0").timeout_scale(0.05).await.expect("a gateway")
    }

    fn assert_message(frame: &str, message: &str) {
        assert!(frame.starts_with(&format!(r#"{{"message": "{message}""#)), "{frame}");
    }

    /// Asserts that the gateway serves everything that needs no handler.
    async fn assert_gateway_serves(gateway: &Gateway) -> RawClient {
        let mut client = join(gateway.address()).await;
        say(&mut client, "no route").await;
        assert_message(&hear_text(&mut client).await, "Forbidden");
        soon(client.send(PING, b"?")).await.expect("a gateway that reads");
        assert_eq!(hear(&mut client).await, Frame::new(FIN | PONG, "?"));
        let connections = connections(gateway);
        let id = gateway.connections().pop().expect("the last connection");
        soon(connections.send(&id, "posted")).await.expect("a connection");
        assert_eq!(hear_text(&mut client).await, "posted");
        let unknown = soon(connections.send(&ConnectionId::from("BFaT_fALIAMCKug="), "?")).await;
        assert!(matches!(unknown, Err(Error::Gone)), "{unknown:?}");
        client
    }

    /// Blocks this many threads, sees each handler time out, and asserts the reply of another handler.
    fn assert_others_are_served(threads: usize, blocked: usize) {
        let mut program = runtime::Builder::new_multi_thread();
        let program = program.worker_threads(threads).enable_all().build().expect("a runtime");
        let lock = Lock::default();
        let gateway = program.block_on(serve(&lock));
        let held = lock.lock().expect("a lock");
        block_on(async {
            let mut client = join(gateway.address()).await;
            for _ in 0..blocked {
                say(&mut client, &action("block")).await;
            }
            for _ in 0..blocked {
                assert_message(&hear_text(&mut client).await, "Internal server error");
            }
            let mut other = assert_gateway_serves(&gateway).await;
            say(&mut other, &action("work")).await;
            let answer = hear_text(&mut other).await;
            if threads > blocked {
                assert_eq!(answer, "done");
            } else {
                assert_message(&answer, "Endpoint request timed out");
            }
        });
        drop(held);
        program.block_on(async { soon(gateway.stop()).await });
    }

    #[test]
    fn blocked_threads_delay_only_other_handlers() {
        let processors = thread::available_parallelism().expect("a number").get();
        assert_others_are_served(processors, processors);
        assert_others_are_served(processors + 1, processors);
    }

    /// The test's thread is the only one.
    #[tokio::test]
    async fn handler_that_blocks_the_test_thread_delays_only_handlers() {
        let lock = Lock::default();
        let gateway = Arc::new(serve(&lock).await);
        let (finished, is_finished) = tokio::sync::oneshot::channel();
        let served = gateway.clone();
        let client = thread::spawn(move || {
            let held = lock.lock().expect("a lock");
            block_on(async {
                let mut client = join(served.address()).await;
                say(&mut client, &action("block")).await;
                assert_message(&hear_text(&mut client).await, "Internal server error");
                assert_gateway_serves(&served).await;
            });
            drop(held);
            finished.send(()).expect("a test");
        });
        // In the meantime this thread runs the handler.
        is_finished.await.expect("a client that was served");
        client.join().expect("no panic");
        soon(Arc::into_inner(gateway).expect("the last one").stop()).await;
    }

    /// A handler that waits for a thread has not begun: its function timeout, the shorter one, does not end it.
    #[tokio::test]
    async fn handler_that_waits_for_a_thread_is_not_timed_out() {
        let lock = Lock::default();
        let gateway = Arc::new(serve(&lock).await);
        let (finished, is_finished) = tokio::sync::oneshot::channel();
        let served = gateway.clone();
        let client = thread::spawn(move || {
            let held = lock.lock().expect("a lock");
            let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            let mut client = runtime.block_on(async {
                let mut client = join(served.address()).await;
                say(&mut client, &action("block")).await;
                say(&mut client, &action("work")).await;
                // By then the function timeout of the other handler would be over, too.
                assert_message(&hear_text(&mut client).await, "Internal server error");
                client
            });
            drop(held);
            assert_eq!(runtime.block_on(hear_text(&mut client)), "done");
            finished.send(()).expect("a test");
        });
        is_finished.await.expect("a client that was served");
        client.join().expect("no panic");
        soon(Arc::into_inner(gateway).expect("the last one").stop()).await;
    }

    /// A dropped gateway and the runtime of its handlers end without waiting for each other.
    #[test]
    fn gateway_serves_after_the_runtime_of_its_handlers_is_dropped() {
        let lock = Lock::default();
        let program = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let gateway = program.block_on(serve(&lock));
        drop(program);
        block_on(async {
            let mut client = assert_gateway_serves(&gateway).await;
            say(&mut client, &action("work")).await;
            assert_message(&hear_text(&mut client).await, "Internal server error");
            drop(gateway);
            assert_eq!(hear(&mut client).await.close_code(), Some(1001));
        });
    }
}

#[tokio::test]
async fn panicking_handler_gives_an_error_frame_each_time() {
    let test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let mut client = join(gateway.address()).await;
    for _ in 0..3 {
        say(&mut client, &action("fail")).await;
        let error = hear_text(&mut client).await;
        assert!(error.starts_with(r#"{"message": "Internal server error""#), "{error}");
        assert_served(&mut client).await;
    }
    drop(client);
    soon(gateway.stop()).await;
}

#[tokio::test]
async fn stop_answers_running_messages_and_disconnects_every_client() {
    const CLIENTS: usize = 20;
    let mut test = Test::new();
    let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
    let address = gateway.address();
    let mut clients = Vec::new();
    let mut open = HashSet::new();
    for _ in 0..CLIENTS {
        let mut client = join(address).await;
        say(&mut client, &action("wait")).await;
        assert_served(&mut client).await;
        open.insert(test.connected().await);
        clients.push(client);
    }
    // A client whose `$connect` still runs.
    let mut late = TcpStream::connect(address).await.expect("a connection");
    let request = handshake(PATH).replace("Host:", "x-wait: 1\r\nHost:");
    late.write_all(request.as_bytes()).await.expect("a gateway that reads");
    open.insert(test.connected().await);

    let stopping = tokio::spawn(gateway.stop());
    // The gateway rejects new connections as soon as it begins to stop.
    while let Ok(client) = RawClient::connect(address, PATH).await {
        open.insert(test.connected().await);
        drop(client);
    }
    assert!(!stopping.is_finished());
    assert_eq!(test.shared.through.load(Ordering::SeqCst), 0);

    // Running messages are answered before the close frame.
    test.shared.gate.add_permits(CLIENTS + 1);
    for mut client in clients {
        assert_eq!(hear_text(&mut client).await, "through");
        assert_eq!(hear(&mut client).await.close_code(), Some(1001));
        soon(client.send(CLOSE, &1001_u16.to_be_bytes())).await.expect("a gateway that reads");
        assert_eq!(soon(client.receive()).await.expect("an end"), None);
    }
    let mut late = soon(read_upgrade(late)).await;
    assert_eq!(hear(&mut late).await.close_code(), Some(1001));
    drop(late);
    soon(stopping).await.expect("an end");
    assert_eq!(test.shared.through.load(Ordering::SeqCst), CLIENTS);
    while !open.is_empty() {
        let (id, _) = test.disconnected().await;
        assert!(open.remove(&id), "{id:?} twice");
    }
    test.assert_no_more_disconnects();
    let refused = soon(TcpStream::connect(address)).await.expect_err("nobody listens");
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
}

/// Reads the head of the response to a handshake.
async fn read_upgrade(mut tcp: TcpStream) -> RawClient {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(tcp.read_u8().await.expect("an answer"));
    }
    assert!(head.starts_with(b"HTTP/1.1 101 "), "{}", String::from_utf8_lossy(&head));
    RawClient { tcp }
}

#[test]
fn broadcast_reaches_a_thousand_clients() {
    const CLIENTS: usize = 1000;
    if !run_with_descriptors(4 * CLIENTS, "broadcast_reaches_a_thousand_clients") {
        return;
    }
    block_on(async {
        let mut test = Test::new();
        let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
        let mut clients = Vec::new();
        for _ in 0..CLIENTS {
            clients.push(join(gateway.address()).await);
            let id = test.connected().await;
            test.shared.recipients.lock().expect("a list").push(id);
        }
        let news = r#"{"action":"tell","news":"all of you"}"#;
        say(&mut clients[0], news).await;
        join_all(clients.iter_mut().map(async |client| assert_eq!(hear_text(client).await, news))).await;
        assert_eq!(hear_text(&mut clients[0]).await, format!("sent to {CLIENTS}, 0 gone, 0 failed"));
        // Half of the clients leave, and the broadcast reports them as gone.
        clients.truncate(CLIENTS / 2);
        for _ in clients.len()..CLIENTS {
            test.disconnected().await;
        }
        say(&mut clients[0], news).await;
        join_all(clients.iter_mut().map(async |client| assert_eq!(hear_text(client).await, news))).await;
        let half = CLIENTS / 2;
        assert_eq!(hear_text(&mut clients[0]).await, format!("sent to {half}, {half} gone, 0 failed"));
        soon(gateway.stop()).await;
        for _ in clients {
            assert_eq!(test.disconnected().await.1, Some(1001));
        }
        test.assert_no_more_disconnects();
    });
}

/// A gateway in a process that runs out of file descriptors.
#[test]
fn gateway_out_of_file_descriptors_serves_again_when_some_are_free() {
    const NAME: &str = "gateway_out_of_file_descriptors_serves_again_when_some_are_free";
    const DESCRIPTORS: usize = 64;
    if env::var_os(INNER_VARIABLE).is_some() {
        return block_on(async {
            let test = Test::new();
            let gateway = test.api().serve("127.0.0.1:0").await.expect("a gateway");
            println!("\nlistening on {}", gateway.address());
            pending::<()>().await;
        });
    }
    let mut child =
        Process(command_with_descriptors(DESCRIPTORS, NAME).stdout(Stdio::piped()).spawn().expect("sh"));
    let said = BufReader::new(child.0.stdout.take().expect("a pipe"));
    let mut lines = said.lines().map_while(Result::ok);
    let address = lines.find_map(|line| line.strip_prefix("listening on ")?.parse().ok());
    let address = address.expect("an address");
    block_on(async {
        let mut served = Vec::new();
        let mut waiting = loop {
            // The kernel accepts connections before the gateway does. Only a response shows that the gateway did.
            let tcp = TcpStream::connect(address).await.expect("a connection");
            let mut joining = Box::pin(RawClient::over(tcp, PATH));
            match timeout(Duration::from_secs(3), &mut joining).await {
                Ok(client) => served.push(client.expect("a connection")),
                Err(_) => break joining,
            }
            assert!(served.len() < DESCRIPTORS, "no end of descriptors");
        };
        assert!(served.len() > DESCRIPTORS / 2, "{} connections", served.len());
        for client in &mut served {
            assert_served(client).await;
        }
        // A busy loop would use the processor fully.
        let before = processor_time(child.0.id());
        sleep(Duration::from_secs(1)).await;
        let used = processor_time(child.0.id()) - before;
        assert!(used < Duration::from_millis(500), "{used:?} of a second");

        served.truncate(served.len() / 2);
        let mut client = soon(&mut waiting).await.expect("a connection");
        assert_served(&mut client).await;
        for client in &mut served {
            assert_served(client).await;
        }
        assert_served(&mut join(address).await).await;
    });
}

/// Set in a process that a test starts with its own limits.
const INNER_VARIABLE: &str = "LOCAL_FAULTS_INNER";

/// Returns `true` in a process that may open this many files. Otherwise runs the test in such a process.
fn run_with_descriptors(descriptors: usize, test: &str) -> bool {
    let is_inner = env::var_os(INNER_VARIABLE).is_some();
    if !is_inner {
        let output = command_with_descriptors(descriptors, test).output().expect("sh");
        let said = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy);
        assert!(output.status.success(), "{}{}", said[0], said[1]);
    }
    is_inner
}

/// A test in a separate process that may open this many files.
fn command_with_descriptors(descriptors: usize, test: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -n {descriptors} && exec \"$0\" \"$@\"")])
        .arg(env::current_exe().expect("this program"))
        .args([test, "--exact", "--nocapture"])
        .env(INNER_VARIABLE, "1")
        .stdin(Stdio::null());
    command
}

/// A process that ends with its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// Returns the processor time of a process; Linux counts hundredths of a second.
fn processor_time(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    let (_, fields) = stat.rsplit_once(") ").expect("a name");
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks: u64 = fields[11..13].iter().map(|ticks| ticks.parse::<u64>().expect("a number")).sum();
    Duration::from_millis(10 * ticks)
}

fn block_on<T>(what: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(what)
}
