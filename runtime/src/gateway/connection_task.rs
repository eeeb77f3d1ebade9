use std::{
    collections::VecDeque,
    future::poll_fn,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use futures_util::{Sink, Stream, StreamExt, stream::FuturesUnordered};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};
use tokio_tungstenite::tungstenite::{
    Error, Message, Utf8Bytes,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

use super::{
    close_reason::CloseReason,
    connection::{BUFFER, Connection, Outgoing},
    deployment::Deployment,
    message,
    pace::Pace,
    settings::GOING_AWAY,
    socket::{CLOSE_HANDSHAKE_TIMEOUT, SHUTDOWN_CLOSE_TIMEOUT, Socket},
};
use crate::handler::BoxFuture;

/// Messages of one connection that are handled, or wait for it; a client that sends more waits itself.
const CONCURRENCY: usize = 256;
/// How long what is handled when the gateway is to end may take to be answered.
const DRAIN: Duration = Duration::from_secs(5);
/// Bytes that are written at once; what is more waits until they have gone.
const BATCH: usize = 64 * 1024;

/// Messages that are handled, and what is said to them.
pub(super) type Calls = FuturesUnordered<BoxFuture<Option<String>>>;

/// What is said in both directions while a connection lasts.
///
/// Reading, writing, handlers and time go on beside each other: a client that does not read is heard all the same, and one that
/// sends too much is still written to.
pub(super) struct ConnectionTask<'a> {
    deployment: &'a Arc<Deployment>,
    connection: &'a Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
    /// Messages that wait to be handled, where others are.
    received: VecDeque<Utf8Bytes>,
    received_bytes: usize,
    calls: Calls,
    writing: WriteQueue<'a>,
    /// When a message came or went.
    active: Instant,
    /// The gateway is to end: until when answers are waited for.
    draining: Option<Instant>,
    /// Who asked for the end, and until when what was said before may still be written.
    ending: Option<(CloseReason, Instant)>,
}

/// What is on its way to the client.
struct WriteQueue<'a> {
    connection: &'a Connection,
    waiting: VecDeque<Utf8Bytes>,
    /// The bytes of those that wait and of those that are being written.
    bytes: usize,
    /// The number of those that are being written, pongs among them, and their bytes.
    flushing: (usize, usize),
    /// The pace of the client, as long as something waits for it.
    pace: Option<Pace>,
}

/// What became of the socket.
enum Step {
    Received(Option<Result<Message, Error>>),
    /// What was to be written has gone.
    Written,
    Failed,
}

impl<'a> ConnectionTask<'a> {
    pub(super) fn new(
        deployment: &'a Arc<Deployment>,
        connection: &'a Arc<Connection>,
        outgoing: mpsc::UnboundedReceiver<Outgoing>,
    ) -> Self {
        let now = Instant::now();
        ConnectionTask {
            deployment,
            connection,
            outgoing,
            received: VecDeque::new(),
            received_bytes: 0,
            calls: Calls::new(),
            writing: WriteQueue {
                connection,
                waiting: VecDeque::new(),
                bytes: 0,
                flushing: (0, 0),
                pace: None,
            },
            active: now,
            draining: None,
            ending: None,
        }
    }

    /// The handlers that still run when it is over.
    pub(super) fn into_calls(self) -> Calls {
        self.calls
    }

    /// Goes on until there is an end.
    pub(super) async fn run(&mut self, socket: &mut Socket) -> CloseReason {
        let settings = &self.deployment.settings;
        let over = after(self.active, settings.max_duration);
        let mut timer = pin!(sleep_until(self.deadline(over)));
        let mut closing = pin!(self.deployment.closing.cancelled());
        loop {
            if let Some((end, _)) = self.ending.take_if(|_| !self.writing.is_busy()) {
                return end;
            }
            let may_read = self.may_read();
            tokio::select! {
                biased;
                () = closing.as_mut(), if self.draining.is_none() => {
                    self.draining = Some(Instant::now() + settings.scaled(DRAIN));
                }
                () = timer.as_mut() => {}
                Some(answer) = self.calls.next() => {
                    // What a handler posted before it answered comes first.
                    while let Ok(outgoing) = self.outgoing.try_recv() {
                        self.handle_outgoing(outgoing);
                    }
                    if let Some(text) = answer {
                        self.connection.enqueue(text.len());
                        self.send(text.into());
                    }
                }
                Some(outgoing) = self.outgoing.recv() => self.handle_outgoing(outgoing),
                step = poll_fn(|context| self.writing.poll(socket, may_read, context)) => match step {
                    Step::Received(Some(Ok(message))) => {
                        if let Some(end) = self.receive(message) {
                            return end;
                        }
                    }
                    Step::Received(Some(Err(error))) => return CloseReason::from_error(&error),
                    Step::Received(None) | Step::Failed => return CloseReason::LOST,
                    Step::Written => {}
                },
            }
            self.begin_calls();
            if self.writing.begin(socket, settings.max_frame).is_err() {
                return CloseReason::LOST;
            }
            self.writing.keep_pace(socket);
            if self.draining.is_some() && self.calls.is_empty() {
                self.end(CloseReason::going_away(GOING_AWAY), SHUTDOWN_CLOSE_TIMEOUT);
            }
            // Seldom: the timer is not set anew for every message, but where it rings too early.
            if timer.is_elapsed() || self.deadline(over) < timer.deadline() {
                if let Some(end) = self.check_deadlines(over, socket) {
                    return end;
                }
                timer.as_mut().reset(self.deadline(over));
            }
        }
    }

    fn receive(&mut self, message: Message) -> Option<CloseReason> {
        match message {
            Message::Text(text) => {
                self.touch();
                self.received_bytes += text.len();
                self.received.push_back(text);
            }
            Message::Binary(_) => return Some(CloseReason::BINARY),
            Message::Close(frame) => return Some(CloseReason::from_client(frame)),
            Message::Ping(data) => {
                if self.deployment.settings.ping_resets_idle {
                    self.active = Instant::now();
                }
                self.writing.pong(data.len());
            }
            Message::Pong(_) | Message::Frame(_) => {}
        }
        None
    }

    /// Returns `true` if the client may send more. It may not as long as it does not read what waits for it; and once the gateway is to end,
    /// it is too late.
    fn may_read(&self) -> bool {
        self.ending.is_none()
            && self.draining.is_none()
            && self.calls.len() + self.received.len() < CONCURRENCY
            && self.received_bytes < BUFFER
            && !self.connection.is_full()
    }

    /// Hands over what was received, as much as may be handled at once.
    fn begin_calls(&mut self) {
        let concurrency = if self.deployment.settings.serial { 1 } else { CONCURRENCY };
        while self.calls.len() < concurrency
            && !self.connection.is_full()
            && let Some(text) = self.received.pop_front()
        {
            self.received_bytes -= text.len();
            let call = message::handle(self.deployment.clone(), self.connection.clone(), &text);
            self.calls.push(Box::pin(call));
        }
    }

    fn handle_outgoing(&mut self, outgoing: Outgoing) {
        match outgoing {
            Outgoing::Text(text) => self.send(text),
            Outgoing::Close => self.end(CloseReason::CLOSED, CLOSE_HANDSHAKE_TIMEOUT),
        }
    }

    /// Writes a message that is counted as queued.
    fn send(&mut self, text: Utf8Bytes) {
        // After an end nothing is said.
        if self.ending.is_some() {
            self.connection.dequeue(1, text.len());
            return;
        }
        self.touch();
        self.writing.push(text);
    }

    /// Ends when what was said before has gone, or cannot go.
    fn end(&mut self, end: CloseReason, timeout_duration: Duration) {
        if self.ending.is_none() {
            self.ending = Some((end, Instant::now() + timeout_duration));
        }
    }

    fn touch(&mut self) {
        self.connection.touch();
        self.active = Instant::now();
    }

    /// When something is check_deadlines unless something happens before.
    fn deadline(&self, over: Instant) -> Instant {
        let settings = &self.deployment.settings;
        let idle = after(self.active, settings.idle_timeout);
        let stalled = self.writing.pace.map(|pace| after(pace.since(), settings.client_timeout));
        let ending = self.ending.as_ref().map(|(_, until)| *until);
        [Some(over), Some(idle), stalled, self.draining, ending].into_iter().flatten().min().unwrap_or(over)
    }

    fn check_deadlines(&mut self, over: Instant, socket: &Socket) -> Option<CloseReason> {
        let settings = &self.deployment.settings;
        let now = Instant::now();
        if self.ending.as_ref().is_some_and(|(_, until)| now >= *until) {
            return self.ending.take().map(|(end, _)| end);
        }
        if self.draining.is_some_and(|until| now >= until) {
            return Some(CloseReason::going_away(GOING_AWAY));
        }
        if now >= over || now >= after(self.active, settings.idle_timeout) {
            return Some(CloseReason::going_away(settings.timeout_close_code));
        }
        let pace = self.writing.pace.filter(|pace| now >= after(pace.since(), settings.client_timeout))?;
        let written = socket.get_ref().written();
        self.writing.pace = Some(Pace::new(now, written, self.writing.bytes));
        pace.is_too_slow(written, settings.client_timeout).then_some(CloseReason::LOST)
    }
}

impl WriteQueue<'_> {
    fn is_flushing(&self) -> bool {
        self.flushing.0 > 0
    }

    fn is_busy(&self) -> bool {
        self.is_flushing() || !self.waiting.is_empty()
    }

    fn push(&mut self, text: Utf8Bytes) {
        self.bytes += text.len();
        self.waiting.push_back(text);
    }

    /// Counts the pong that tungstenite writes by itself.
    fn pong(&mut self, bytes: usize) {
        self.connection.enqueue(bytes);
        self.bytes += bytes;
        self.flushing.0 += 1;
        self.flushing.1 += bytes;
    }

    /// Takes what waits to be written, if nothing is being written.
    fn begin(&mut self, socket: &mut Socket, max_frame: usize) -> Result<(), Error> {
        // Only then tungstenite's buffer is empty, which takes pongs, too.
        if self.is_flushing() {
            return Ok(());
        }
        while self.flushing.1 < BATCH
            && let Some(text) = self.waiting.pop_front()
        {
            self.flushing.0 += 1;
            self.flushing.1 += text.len();
            for frame in frames(text, max_frame) {
                // Taken whether or not it can be written now.
                Pin::new(&mut *socket).start_send(frame)?;
            }
        }
        Ok(())
    }

    /// Makes room for what follows, and waits for the client no longer if nothing does.
    fn settle(&mut self) {
        let (messages, bytes) = std::mem::take(&mut self.flushing);
        self.connection.dequeue(messages, bytes);
        self.bytes -= bytes;
        if self.waiting.is_empty() {
            self.pace = None;
        }
    }

    /// Measures from when the client is first waited for.
    fn keep_pace(&mut self, socket: &Socket) {
        if self.pace.is_none() && self.is_busy() {
            self.pace = Some(Pace::new(Instant::now(), socket.get_ref().written(), self.bytes));
        }
    }

    /// Writes, and reads what has come.
    fn poll(&mut self, socket: &mut Socket, may_read: bool, context: &mut Context<'_>) -> Poll<Step> {
        let mut socket = Pin::new(socket);
        if self.is_flushing()
            && let Poll::Ready(flushed) = socket.as_mut().poll_flush(context)
        {
            self.settle();
            if flushed.is_err() {
                return Poll::Ready(Step::Failed);
            }
            // Nobody waits for it, mostly.
            if !may_read || !self.waiting.is_empty() {
                return Poll::Ready(Step::Written);
            }
        }
        if may_read { socket.poll_next(context).map(Step::Received) } else { Poll::Pending }
    }
}

fn after(instant: Instant, duration: Duration) -> Instant {
    const MAX_TIMER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    instant + duration.min(MAX_TIMER)
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
