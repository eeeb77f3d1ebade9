use std::{borrow::Cow, io, pin::pin, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{Semaphore, mpsc},
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        self, Message, Utf8Bytes,
        error::ProtocolError,
        protocol::{
            CloseFrame, Role, WebSocketConfig,
            frame::{
                Frame,
                coding::{CloseCode, Data, OpCode},
            },
        },
    },
};

use super::{
    connection::{Connection, Outgoing},
    deployment::Deployment,
    message,
    recorder::Recorder,
};

/// What is read at once. tungstenite's own default makes an idle connection twenty times as large, and many slower.
const READ_BUFFER: usize = 4096;
/// Messages of one connection that are handled at once; a client that sends more waits.
const CONCURRENCY: usize = 256;
/// How long a client may read nothing of what is written to it.
const STALL: Duration = Duration::from_secs(30);
/// How long a client may take to answer a close frame, and to end the stream.
const GOODBYE: Duration = Duration::from_secs(2);
/// The same, and how long it may read nothing, where the gateway itself is to end.
pub(super) const HURRY: Duration = Duration::from_millis(200);
/// How much of what a client still sends is read after the end, so that it gets to see the close frame.
const LEFTOVER: usize = 16 * 1024 * 1024;

type Socket = WebSocketStream<TcpStream>;

/// Why a connection is over.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub(super) code: u16,
    pub(super) reason: Cow<'static, str>,
}

impl End {
    const fn of(code: u16, reason: &'static str) -> Self {
        End { code, reason: Cow::Borrowed(reason) }
    }

    /// There was no close frame (conformance §4: 1006).
    const LOST: End = End::of(1006, "Connection closed abnormally");

    fn by_client(frame: Option<CloseFrame>) -> Self {
        match frame {
            Some(frame) => End { code: frame.code.into(), reason: frame.reason.to_string().into() },
            None => End::of(1005, "Client-side close frame status not set"),
        }
    }

    /// What a client did wrong (conformance 1.34, 1.35).
    fn by_error(error: &tungstenite::Error) -> Self {
        match error {
            tungstenite::Error::Capacity(_) => End::of(1009, "Message too long"),
            tungstenite::Error::Utf8(_) => End::of(1007, "Invalid UTF-8"),
            tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => End::LOST,
            tungstenite::Error::Protocol(_) => End::of(1002, "Protocol error"),
            _ => End::LOST,
        }
    }
}

/// Who says goodbye.
enum Closing {
    /// The client has, and gets its answer.
    Client,
    Gateway,
    /// There is nobody to say it to.
    Nobody,
}

/// A connection from its upgrade to its end, of which the handler of `$disconnect` is told exactly once.
pub(super) async fn run(
    deployment: Arc<Deployment>,
    connection: Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
    upgrade: OnUpgrade,
) {
    let socket = match upgrade.await.map(hyper::upgrade::Upgraded::downcast::<TokioIo<Recorder>>) {
        Ok(Ok(parts)) => Some((parts.io.into_inner().into_tcp(), parts.read_buf)),
        _ => None,
    };
    let Some((stream, read)) = socket else {
        return over(&deployment, &connection, &End::LOST).await;
    };
    let settings = &deployment.settings;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_frame_size(Some(settings.max_frame))
        .max_message_size(Some(settings.max_message));
    let mut socket =
        WebSocketStream::from_partially_read(stream, read.into(), Role::Server, Some(config)).await;
    let (end, closing) =
        Conversation { deployment: &deployment, connection: &connection, outgoing }.hold(&mut socket).await;
    tokio::join!(over(&deployment, &connection, &end), part(&deployment, socket, &end, closing));
}

async fn over(deployment: &Deployment, connection: &Connection, end: &End) {
    connection.end();
    deployment.registry.remove(&connection.id);
    message::disconnected(deployment, connection, end).await;
}

struct Conversation<'a> {
    deployment: &'a Arc<Deployment>,
    connection: &'a Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
}

impl Conversation<'_> {
    async fn hold(mut self, socket: &mut Socket) -> (End, Closing) {
        let settings = &self.deployment.settings;
        let permits = Arc::new(Semaphore::new(if settings.serial { 1 } else { CONCURRENCY }));
        let begun = Instant::now();
        let over = after(begun, settings.max_duration);
        let mut active = begun;
        let mut timer = pin!(sleep_until(over.min(after(active, settings.idle_timeout))));
        loop {
            let next = async {
                // Not read before it can be handled.
                let permit = permits.clone().acquire_owned().await;
                (permit, socket.next().await)
            };
            tokio::select! {
                (permit, received) = next => {
                    let message = match received {
                        Some(Ok(message)) => message,
                        Some(Err(error)) => return Self::failed(&error),
                        None => return (End::LOST, Closing::Nobody),
                    };
                    match message {
                        Message::Text(text) => {
                            active = Instant::now();
                            self.connection.touch();
                            let handled = message::handle(self.deployment.clone(), self.connection.clone(), text);
                            self.deployment.work.spawn(async move {
                                handled.await;
                                drop(permit);
                            });
                        }
                        Message::Binary(_) => {
                            return (End::of(1003, "Binary is not supported"), Closing::Gateway);
                        }
                        Message::Close(frame) => return (End::by_client(frame), Closing::Client),
                        Message::Ping(_) if settings.ping_resets_idle => active = Instant::now(),
                        Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
                    }
                }
                Some(first) = self.outgoing.recv() => {
                    active = Instant::now();
                    self.connection.touch();
                    if let Some(ended) = self.write(socket, first).await {
                        return ended;
                    }
                }
                () = timer.as_mut() => {
                    let idle = after(active, settings.idle_timeout);
                    if Instant::now() >= over.min(idle) {
                        return (End::of(settings.idle_close_code, "Going away"), Closing::Gateway);
                    }
                    timer.as_mut().reset(over.min(idle));
                }
                () = self.deployment.closing.cancelled() => {
                    return (End::of(1001, "Going away"), Closing::Gateway);
                }
            }
        }
    }

    fn failed(error: &tungstenite::Error) -> (End, Closing) {
        let end = End::by_error(error);
        let closing = if end.code == End::LOST.code { Closing::Nobody } else { Closing::Gateway };
        (end, closing)
    }

    /// Writes what waits, up to an end that was asked for.
    async fn write(&mut self, socket: &mut Socket, first: Outgoing) -> Option<(End, Closing)> {
        let mut next = Some(first);
        let mut room = Vec::new();
        while let Some(outgoing) = next {
            match outgoing {
                Outgoing::Close => {
                    // AWS's words (conformance 2.4, 3.12).
                    let end = End::of(1000, "Connection Closed Normally");
                    return Some((end, Closing::Gateway));
                }
                Outgoing::Text(text, permit) => {
                    for frame in frames(text, self.deployment.settings.max_frame) {
                        match self.patiently(socket.feed(frame)).await {
                            Some(Ok(())) => {}
                            Some(Err(_)) | None => return Some((End::LOST, Closing::Nobody)),
                        }
                    }
                    room.push(permit);
                }
            }
            next = self.outgoing.try_recv().ok();
        }
        match self.patiently(socket.flush()).await {
            Some(Ok(())) => None,
            Some(Err(_)) | None => Some((End::LOST, Closing::Nobody)),
        }
    }

    /// What comes of writing, unless the client reads nothing for too long: that is sooner if the gateway is to end.
    async fn patiently<F: Future>(&self, writing: F) -> Option<F::Output> {
        tokio::select! {
            biased;
            written = timeout(STALL, writing) => written.ok(),
            () = hurry(self.deployment) => None,
        }
    }
}

fn after(instant: Instant, duration: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    instant + duration.min(FAR)
}

/// A message as frames of at most this size (conformance 3.4).
fn frames(text: Utf8Bytes, max: usize) -> impl Iterator<Item = Message> {
    let mut rest: Option<Bytes> = Some(text.into());
    let mut opcode = OpCode::Data(Data::Text);
    std::iter::from_fn(move || {
        let mut payload = rest.take()?;
        if payload.len() > max {
            rest = Some(payload.split_off(max));
        }
        let frame = Frame::message(payload, opcode, rest.is_none());
        opcode = OpCode::Data(Data::Continue);
        Some(Message::Frame(frame))
    })
}

/// Says goodbye, and waits a while for what the client says to it: less if the gateway is to end.
async fn part(deployment: &Deployment, socket: Socket, end: &End, closing: Closing) {
    tokio::select! {
        _ = timeout(GOODBYE, goodbye(socket, end, closing)) => {}
        () = hurry(deployment) => {}
    }
}

/// Waits for as long as a client may keep a gateway that is to end.
async fn hurry(deployment: &Deployment) {
    deployment.closing.cancelled().await;
    sleep(HURRY).await;
}

/// Ends the protocol, and then the stream: a client that still sends gets to see the close frame.
async fn goodbye(mut socket: Socket, end: &End, closing: Closing) -> io::Result<()> {
    match closing {
        Closing::Nobody => return Ok(()),
        // The answer waits to be sent.
        Closing::Client => _ = socket.flush().await,
        Closing::Gateway => {
            let frame = CloseFrame { code: CloseCode::from(end.code), reason: end.reason.to_string().into() };
            if socket.send(Message::Close(Some(frame))).await.is_err() {
                return Ok(());
            }
            while let Some(Ok(_)) = socket.next().await {}
        }
    }
    linger(socket.into_inner()).await
}

async fn linger(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut buffer = vec![0; 4096];
    let mut left = LEFTOVER;
    loop {
        let read = stream.read(&mut buffer).await?;
        left = left.saturating_sub(read);
        if read == 0 || left == 0 {
            return Ok(());
        }
    }
}
