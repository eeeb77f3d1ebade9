use std::{borrow::Cow, future::ready, io, pin::pin, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt, stream::FuturesUnordered};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
    time::{Instant, sleep_until, timeout},
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
    settings::Settings,
};
use crate::handler::BoxFuture;

/// What is read at once. tungstenite's own default makes an idle connection twenty times as large, and many slower.
const READ_BUFFER: usize = 4096;
/// Messages of one connection that are handled at once; a client that sends more waits.
const CONCURRENCY: usize = 256;
/// How long a client may take to answer a close frame.
const GOODBYE: Duration = Duration::from_secs(2);
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

    /// There was no close frame (aws-facts §4: 1006).
    const LOST: End = End::of(1006, "Connection closed abnormally");

    fn by_client(frame: Option<CloseFrame>) -> Self {
        match frame {
            Some(frame) => End { code: frame.code.into(), reason: frame.reason.to_string().into() },
            None => End::of(1005, "Client-side close frame status not set"),
        }
    }

    /// What a client did wrong (aws-facts 1.34, 1.35).
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
    let mut conversation =
        Conversation { deployment: &deployment, connection: &connection, outgoing, calls: Calls::new() };
    let (end, closing) = conversation.hold(&mut socket).await;
    // Functions run to their end, whoever hears of it.
    let calls = conversation.calls.for_each(|_| ready(()));
    // Boxed: what comes after a connection's life takes no memory during it.
    Box::pin(async {
        tokio::join!(over(&deployment, &connection, &end), goodbye(socket, &end, closing), calls);
    })
    .await;
}

async fn over(deployment: &Deployment, connection: &Connection, end: &End) {
    connection.end();
    deployment.registry.remove(&connection.id);
    message::disconnected(deployment, connection, end).await;
}

/// Messages that are handled, and what is said to them.
type Calls = FuturesUnordered<BoxFuture<Option<String>>>;

struct Conversation<'a> {
    deployment: &'a Arc<Deployment>,
    connection: &'a Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
    calls: Calls,
}

impl Conversation<'_> {
    async fn hold(&mut self, socket: &mut Socket) -> (End, Closing) {
        let settings = &self.deployment.settings;
        let concurrency = if settings.serial { 1 } else { CONCURRENCY };
        let begun = Instant::now();
        let over = after(begun, settings.max_duration);
        let mut active = begun;
        let mut timer = pin!(sleep_until(over.min(after(active, settings.idle_timeout))));
        let mut closing = pin!(self.deployment.closing.cancelled());
        loop {
            tokio::select! {
                // Not read before it can be handled.
                received = socket.next(), if self.calls.len() < concurrency => {
                    let message = match received {
                        Some(Ok(message)) => message,
                        Some(Err(error)) => return Self::failed(&error),
                        None => return (End::LOST, Closing::Nobody),
                    };
                    match message {
                        Message::Text(text) => {
                            active = self.touch();
                            let call = message::handle(self.deployment.clone(), self.connection.clone(), &text);
                            self.calls.push(Box::pin(call));
                        }
                        Message::Binary(_) => {
                            return (End::of(1003, "Binary is not supported"), Closing::Gateway);
                        }
                        Message::Close(frame) => return (End::by_client(frame), Closing::Client),
                        Message::Ping(_) if settings.ping_resets_idle => active = Instant::now(),
                        Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
                    }
                }
                Some(answer) = self.calls.next() => {
                    if let Some(text) = answer {
                        active = self.touch();
                        if let Some(ended) = self.write(socket, None, Some(text)).await {
                            return ended;
                        }
                    }
                }
                Some(first) = self.outgoing.recv() => {
                    active = self.touch();
                    if let Some(ended) = self.write(socket, Some(first), None).await {
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
                () = closing.as_mut() => {
                    return (End::of(1001, "Going away"), Closing::Gateway);
                }
            }
        }
    }

    fn touch(&self) -> Instant {
        self.connection.touch();
        Instant::now()
    }

    fn failed(error: &tungstenite::Error) -> (End, Closing) {
        let end = End::by_error(error);
        let closing = if end.code == End::LOST.code { Closing::Nobody } else { Closing::Gateway };
        (end, closing)
    }

    /// Writes what waits, and then an answer, up to an end that was asked for.
    async fn write(
        &mut self,
        socket: &mut Socket,
        first: Option<Outgoing>,
        answer: Option<String>,
    ) -> Option<(End, Closing)> {
        const STALLED: Option<(End, Closing)> = Some((End::LOST, Closing::Nobody));
        let settings = &self.deployment.settings;
        let mut next = first;
        let mut room = Vec::new();
        // What a handler posted before it answered comes first.
        while let Some(outgoing) = next.take().or_else(|| self.outgoing.try_recv().ok()) {
            match outgoing {
                Outgoing::Close => {
                    // AWS's words (aws-facts 2.4, 3.12).
                    let end = End::of(1000, "Connection Closed Normally");
                    return Some((end, Closing::Gateway));
                }
                Outgoing::Text(text, permit) => {
                    if feed(socket, text, settings).await.is_err() {
                        return STALLED;
                    }
                    room.push(permit);
                }
            }
        }
        if let Some(text) = answer
            && feed(socket, text.into(), settings).await.is_err()
        {
            return STALLED;
        }
        match timeout(settings.client_timeout, socket.flush()).await {
            Ok(Ok(())) => None,
            Ok(Err(_)) | Err(_) => STALLED,
        }
    }
}

async fn feed(socket: &mut Socket, text: Utf8Bytes, settings: &Settings) -> Result<(), Stalled> {
    for frame in frames(text, settings.max_frame) {
        if !matches!(timeout(settings.client_timeout, socket.feed(frame)).await, Ok(Ok(()))) {
            return Err(Stalled);
        }
    }
    Ok(())
}

/// The client does not read, or is not there.
struct Stalled;

fn after(instant: Instant, duration: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    instant + duration.min(FAR)
}

/// A message as frames of at most this size (aws-facts 3.4).
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

/// Ends the protocol, and then the stream: a client that still sends gets to see the close frame.
async fn goodbye(mut socket: Socket, end: &End, closing: Closing) {
    match closing {
        Closing::Nobody => return,
        Closing::Client => {
            if timeout(GOODBYE, socket.flush()).await.is_err() {
                return;
            }
        }
        Closing::Gateway => {
            let frame = CloseFrame { code: CloseCode::from(end.code), reason: end.reason.to_string().into() };
            if !matches!(timeout(GOODBYE, socket.send(Message::Close(Some(frame)))).await, Ok(Ok(()))) {
                return;
            }
            let answered = async { while let Some(Ok(_)) = socket.next().await {} };
            _ = timeout(GOODBYE, answered).await;
        }
    }
    _ = timeout(GOODBYE, linger(socket.into_inner())).await;
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
