//! The Rust client of `examples/chat`, with a gateway that is killed and restarted.

#[path = "../contract/golden/chat.rs"]
#[rustfmt::skip]
mod chat;
// This client is only compiled.
#[path = "../contract/golden/lobby.rs"]
#[rustfmt::skip]
mod lobby;

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Stdio},
    time::Duration,
};

use chat::{Client, Error, Event, Events, Options, Reconnect, ServerMessage, connect, types};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpListener;
use tokio_tungstenite::{accept_async, tungstenite::Message};
use websocket_api_tests::{
    cargo::program,
    gateway::{Proxy, soon},
};

/// The gateway in a separate process.
struct Gateway {
    process: Child,
    url: String,
}

impl Gateway {
    fn start(port: u16) -> Self {
        let mut program = program("chat");
        program.args(["dev", "--quiet", "--idle-timeout", "1s", "--port", &port.to_string()]);
        let mut process = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the chat");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut lines = lines.map(|line| line.expect("a line"));
        let url = lines
            .find_map(|line| Some(line.split_once(" is served at ")?.1.to_owned()))
            .expect("where it is");
        Gateway { process, url }
    }

    fn port(&self) -> u16 {
        let (_, rest) = self.url.rsplit_once(':').expect("a port");
        rest.split('/').next().expect("a port").parse().expect("a port")
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.process.kill().expect("a process to kill");
        self.process.wait().expect("its end");
    }
}

fn options(url: &str, name: &str) -> Options {
    let mut options = Options::new(url);
    options.query = Some(types::Seat { name: name.to_owned(), room: "engines".to_owned() });
    let (first_delay, max_delay) = (Duration::from_millis(50), Duration::from_millis(200));
    options.reconnect = Some(Reconnect { first_delay, max_delay, attempts: None });
    options
}

fn join(gateway: &Gateway, name: &str, heartbeat: Option<Duration>) -> (Client, Events) {
    let mut options = options(&gateway.url, name);
    options.heartbeat = heartbeat;
    connect(options)
}

/// Waits for the next event that a function accepts.
async fn next<T>(events: &mut Events, mut wanted: impl FnMut(Event) -> Option<T>) -> T {
    soon(async {
        loop {
            if let Some(found) = wanted(events.next().await.expect("an event")) {
                return found;
            }
        }
    })
    .await
}

async fn receive_opened(events: &mut Events) {
    next(events, |event| matches!(event, Event::Opened).then_some(())).await;
}

/// Waits for the end of a connection or of an attempt. Returns code, reason, and the number of messages that may be lost.
async fn receive_closed(events: &mut Events) -> (u16, String, usize) {
    next(events, |event| match event {
        Event::Closed { code, reason, unconfirmed, .. } => Some((code, reason, unconfirmed)),
        _ => None,
    })
    .await
}

async fn receive_text(events: &mut Events) -> String {
    next(events, |event| match event {
        Event::ServerMessage(ServerMessage::Message(message)) => Some(message.text),
        _ => None,
    })
    .await
}

fn message(text: &str) -> types::SendMessage {
    types::SendMessage { text: text.to_owned() }
}

const HEARTBEAT: Option<Duration> = Some(Duration::from_millis(300));

#[tokio::test(flavor = "multi_thread")]
async fn rust_client_chats_reconnects_and_reports_errors() {
    let gateway = Gateway::start(0);
    let (ada, mut to_ada) = join(&gateway, "Ada", HEARTBEAT);
    receive_opened(&mut to_ada).await;
    let (grace, mut to_grace) = join(&gateway, "Grace", HEARTBEAT);
    let joined = next(&mut to_ada, |event| match event {
        Event::ServerMessage(ServerMessage::Joined(joined)) => Some(joined.name),
        _ => None,
    });
    assert_eq!(joined.await, "Grace");
    receive_opened(&mut to_grace).await;

    grace.send_message(&message("hello")).await.expect("sent");
    assert_eq!(receive_text(&mut to_ada).await, "hello");
    let mut present = ada.who_is_here().await.expect("a reply");
    present.names.sort();
    assert_eq!((&*present.room, &*present.names), ("engines", &["Ada".to_owned(), "Grace".to_owned()][..]));

    // In frames within API Gateway's limit.
    let long = "x".repeat(100_000);
    grace.send_message(&message(&long)).await.expect("sent");
    assert_eq!(receive_text(&mut to_ada).await, long);
    let error = grace.send_message(&message(&"x".repeat(131_072))).await.expect_err("too large");
    assert!(matches!(error, Error::TooLarge { bytes: 131_106 }), "{error:?}");

    // Longer than the idle timeout.
    let (_idle, mut to_idle) = join(&gateway, "Idle", None);
    let code = next(&mut to_idle, |event| match event {
        Event::Closed { code, .. } => Some(code),
        _ => None,
    });
    assert_eq!(code.await, 1001);
    tokio::time::sleep(Duration::from_millis(1_500)).await;

    let port = gateway.port();
    drop(gateway);
    // Skips earlier events.
    let (code, retry_in) = next(&mut to_ada, |event| match event {
        Event::Closed { code, retry_in, .. } => Some((code, retry_in)),
        _ => None,
    })
    .await;
    assert_eq!((code, retry_in.is_some()), (1006, true));
    let waiting = tokio::spawn({
        let ada = ada.clone();
        async move {
            for text in ["one", "two", "three"] {
                ada.send_message(&message(text)).await?;
            }
            ada.who_is_here().await
        }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let gateway = Gateway::start(port);
    let mut texts =
        [receive_text(&mut to_ada).await, receive_text(&mut to_ada).await, receive_text(&mut to_ada).await];
    texts.sort();
    assert_eq!(texts, ["one", "three", "two"]);
    let present = soon(waiting).await.expect("a task").expect("a reply");
    assert!(present.names.contains(&"Ada".to_owned()), "{present:?}");

    // With a connection the queue stays empty.
    let mut options = Options::new(&*gateway.url);
    options.query = Some(types::Seat { name: "Hasty".to_owned(), room: "engines".to_owned() });
    options.queue_limit = 0;
    let (hasty, mut to_hasty) = connect(options.clone());
    receive_opened(&mut to_hasty).await;
    hasty.ping().await.expect("sent");
    options.url = "ws://127.0.0.1:1/".to_owned();
    let (lost, _) = connect(options.clone());
    assert!(matches!(lost.ping().await, Err(Error::QueueFull)));

    // A permanent error is not retried.
    options.token = Some(std::sync::Arc::new(|| Box::pin(async { "a token".to_owned() })));
    let (_, mut to_nobody) = connect(options);
    let refused = next(&mut to_nobody, |event| match event {
        Event::Closed { reason, retry_in, .. } => Some((reason, retry_in)),
        _ => None,
    });
    let (reason, retry_in) = refused.await;
    assert!(reason.contains("takes no token") && retry_in.is_none(), "{reason}");

    ada.close();
    let last = next(&mut to_ada, |event| match event {
        Event::Closed { retry_in, .. } => Some(retry_in),
        _ => None,
    });
    assert_eq!(last.await, None);
    assert!(matches!(ada.ping().await, Err(Error::Closed)));
}

const TIMEOUT: Duration = Duration::from_secs(1);

/// The connection stays open, and transfers no bytes.
#[tokio::test(flavor = "multi_thread")]
async fn rust_client_reconnects_after_a_dead_connection() {
    let gateway = Gateway::start(0);
    let proxy = Proxy::start(SocketAddr::from(([127, 0, 0, 1], gateway.port()))).await;
    let (_, path) = gateway.url.rsplit_once('/').expect("a stage");
    let mut options = options(&format!("ws://{}/{path}", proxy.address()), "Ada");
    options.heartbeat = HEARTBEAT;
    options.timeout = TIMEOUT;
    options.ping = Some(Duration::from_millis(100));
    // This client sends nothing.
    let (_silent, mut to_silent) = connect(options.clone());
    let (ada, mut to_ada) = connect(options);
    receive_opened(&mut to_silent).await;
    receive_opened(&mut to_ada).await;
    let (_grace, mut to_grace) = join(&gateway, "Grace", HEARTBEAT);
    receive_opened(&mut to_grace).await;

    ada.send_message(&message("one")).await.expect("sent");
    assert_eq!(receive_text(&mut to_grace).await, "one");
    // The reply shows that earlier messages have arrived.
    ada.who_is_here().await.expect("a reply");

    proxy.fall_silent();
    for lost in ["two", "three"] {
        ada.send_message(&message(lost)).await.expect("handed to the connection");
    }
    let reply = soon(ada.who_is_here()).await;
    assert!(matches!(reply, Err(Error::ConnectionLost)), "{reply:?}");
    let silent = "nothing came for 1s, though an answer was due";
    assert_eq!(receive_closed(&mut to_ada).await, (1006, silent.to_owned(), 2));
    assert_eq!(receive_closed(&mut to_silent).await, (1006, silent.to_owned(), 0));
    // Handshakes end too.
    assert_eq!(receive_closed(&mut to_ada).await, (1006, "no answer to the handshake in 2s".to_owned(), 0));

    proxy.speak();
    receive_opened(&mut to_silent).await;
    receive_opened(&mut to_ada).await;
    ada.send_message(&message("four")).await.expect("sent");
    // Lost messages are not sent again.
    assert_eq!(receive_text(&mut to_grace).await, "four");
    ada.who_is_here().await.expect("a reply");
}

/// serde can read a struct from a list, too, member by member.
#[tokio::test(flavor = "multi_thread")]
async fn list_of_texts_is_not_read_as_a_gateway_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut options = options(&format!("ws://{}/prod", listener.local_addr().expect("an address")), "Ada");
    options.heartbeat = None;
    let (_ada, mut to_ada) = connect(options);
    let (stream, _) = soon(listener.accept()).await.expect("a client");
    let mut server = soon(accept_async(stream)).await.expect("a handshake");
    let list = r#"["Forbidden", "c", "r"]"#;
    let error = r#"{"message": "Forbidden", "connectionId": "c", "requestId": "r"}"#;
    for text in [list, error] {
        server.send(Message::from(text)).await.expect("sent");
    }
    let mut other = async || {
        next(&mut to_ada, |event| match event {
            Event::Unknown(text) => Some(Ok(text)),
            Event::Gateway(error) => Some(Err(error.message)),
            _ => None,
        })
        .await
    };
    assert_eq!(other().await, Ok(list.to_owned()));
    assert_eq!(other().await, Err("Forbidden".to_owned()));
}

/// The server stops reading: unsent messages wait for the next connection, and the others are reported.
#[tokio::test(flavor = "multi_thread")]
async fn unsent_messages_are_sent_once_after_reconnecting() {
    const MESSAGES: usize = 200;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut options = options(&format!("ws://{}/prod", listener.local_addr().expect("an address")), "Ada");
    (options.timeout, options.heartbeat, options.ping) = (TIMEOUT, None, None);
    let (ada, mut to_ada) = connect(options);
    let (stream, _) = soon(listener.accept()).await.expect("a client");
    // The server does not read.
    let _first = soon(accept_async(stream)).await.expect("a handshake");
    let sending = tokio::spawn(async move {
        for i in 0..MESSAGES {
            ada.send_message(&message(&format!("{i} {}", "x".repeat(100_000)))).await.expect("sent at last");
        }
        // Dropping the client would close the connection.
        ada
    });
    let (code, reason, unconfirmed) = receive_closed(&mut to_ada).await;
    assert_eq!((code, &*reason), (1006, "the other side took nothing for 1s"));

    let (stream, _) = soon(listener.accept()).await.expect("the client again");
    let mut second = soon(accept_async(stream)).await.expect("a handshake");
    let mut next = async || {
        let message = soon(second.next()).await.expect("a message").expect("a frame");
        let message: serde_json::Value =
            serde_json::from_str(message.to_text().expect("text")).expect("JSON");
        let text = message["text"].as_str().and_then(|text| text.split(' ').next()).expect("a text");
        text.parse::<usize>().expect("a number")
    };
    for i in unconfirmed..MESSAGES {
        assert_eq!(next().await, i);
    }
    assert!(0 < unconfirmed && unconfirmed < MESSAGES, "{unconfirmed}");
    soon(sending).await.expect("a task");
}
