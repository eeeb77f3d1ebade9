//! The Rust client of `examples/chat`, against its gateway, which is killed and comes again.

#[path = "../contract/golden/chat.rs"]
#[rustfmt::skip]
mod chat;
// That it compiles is enough.
#[path = "../contract/golden/lobby.rs"]
#[rustfmt::skip]
mod lobby;

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    time::Duration,
};

use chat::{Client, Error, Event, Events, Options, Push, Reconnect, connect, types};
use websocket_api_tests::{cargo::program, local::soon};

/// The gateway, as a process.
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

fn join(gateway: &Gateway, name: &str, heartbeat: Option<Duration>) -> (Client, Events) {
    let mut options = Options::new(&*gateway.url);
    options.query = Some(types::Seat { name: name.to_owned(), room: "engines".to_owned() });
    options.heartbeat = heartbeat;
    let (first_delay, max_delay) = (Duration::from_millis(50), Duration::from_millis(200));
    options.reconnect = Some(Reconnect { first_delay, max_delay, attempts: None });
    connect(options)
}

/// The next event that is wanted.
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

async fn opened(events: &mut Events) {
    next(events, |event| matches!(event, Event::Opened).then_some(())).await;
}

async fn heard(events: &mut Events) -> String {
    next(events, |event| match event {
        Event::Push(Push::Message(message)) => Some(message.text),
        _ => None,
    })
    .await
}

fn said(text: &str) -> types::SendMessage {
    types::SendMessage { text: text.to_owned() }
}

const BEAT: Option<Duration> = Some(Duration::from_millis(300));

#[tokio::test(flavor = "multi_thread")]
async fn the_rust_client_serves() {
    let gateway = Gateway::start(0);
    let (ada, mut to_ada) = join(&gateway, "Ada", BEAT);
    opened(&mut to_ada).await;
    let (grace, mut to_grace) = join(&gateway, "Grace", BEAT);
    let joined = next(&mut to_ada, |event| match event {
        Event::Push(Push::Joined(joined)) => Some(joined.name),
        _ => None,
    });
    assert_eq!(joined.await, "Grace");
    opened(&mut to_grace).await;

    grace.send_message(&said("hello")).await.expect("sent");
    assert_eq!(heard(&mut to_ada).await, "hello");
    let mut present = ada.who_is_here().await.expect("a reply");
    present.names.sort();
    assert_eq!((&*present.room, &*present.names), ("engines", &["Ada".to_owned(), "Grace".to_owned()][..]));

    // In frames that API Gateway takes.
    let long = "x".repeat(100_000);
    grace.send_message(&said(&long)).await.expect("sent");
    assert_eq!(heard(&mut to_ada).await, long);
    let error = grace.send_message(&said(&"x".repeat(131_072))).await.expect_err("too large");
    assert!(matches!(error, Error::TooLarge { bytes: 131_106 }), "{error:?}");

    // More than the gateway allows without a message.
    let (_idle, mut to_idle) = join(&gateway, "Idle", None);
    let code = next(&mut to_idle, |event| match event {
        Event::Closed { code, .. } => Some(code),
        _ => None,
    });
    assert_eq!(code.await, 1001);
    tokio::time::sleep(Duration::from_millis(1_500)).await;

    let port = gateway.port();
    drop(gateway);
    // Whatever came before, this has not.
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
                ada.send_message(&said(text)).await?;
            }
            ada.who_is_here().await
        }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let gateway = Gateway::start(port);
    let mut texts = [heard(&mut to_ada).await, heard(&mut to_ada).await, heard(&mut to_ada).await];
    texts.sort();
    assert_eq!(texts, ["one", "three", "two"]);
    let present = soon(waiting).await.expect("a task").expect("a reply");
    assert!(present.names.contains(&"Ada".to_owned()), "{present:?}");

    // Nothing has to wait while there is a connection.
    let mut options = Options::new(&*gateway.url);
    options.query = Some(types::Seat { name: "Hasty".to_owned(), room: "engines".to_owned() });
    options.queue_limit = 0;
    let (hasty, mut to_hasty) = connect(options.clone());
    opened(&mut to_hasty).await;
    hasty.ping().await.expect("sent");
    options.url = "ws://127.0.0.1:1/".to_owned();
    let (lost, _) = connect(options.clone());
    assert!(matches!(lost.ping().await, Err(Error::QueueFull)));

    // What can never succeed is not tried again.
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
