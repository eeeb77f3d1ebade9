use std::{collections::VecDeque, future::poll_fn, pin::pin, sync::Arc, time::Duration};

use futures_util::{StreamExt, future::BoxFuture, stream::FuturesUnordered};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use super::{
    close_reason::CloseReason,
    connection::{Connection, MAX_QUEUED_BYTES, OutgoingItem},
    gateway_state::GatewayState,
    head_recording_stream::Socket,
    message,
    settings::{CLOSE_HANDSHAKE_TIMEOUT, GOING_AWAY, SHUTDOWN_CLOSE_TIMEOUT},
    write_queue::{SocketEvent, WriteQueue},
};

/// The maximum number of messages of one connection that are handled or wait for it. The gateway reads no more until one is handled.
const MAX_MESSAGES: usize = 256;
/// The time that handlers have to reply when the gateway shuts down.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);
/// The longest timer, 30 years: a longer one would exceed the range of instants.
const MAX_TIMER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// The running handlers of messages, with their replies.
pub(super) type RunningHandlers = FuturesUnordered<BoxFuture<'static, Option<String>>>;

/// The task of an open connection: it reads and writes the socket, and runs the handlers of messages.
///
/// Reads, writes, handlers and deadlines progress independently. The gateway reads from a client that does not read, and writes to one
/// that sends too much.
pub(super) struct ConnectionTask<'a> {
    state: &'a Arc<GatewayState>,
    connection: &'a Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<OutgoingItem>,
    /// Messages that wait for a running handler to end.
    received: VecDeque<Utf8Bytes>,
    received_bytes: usize,
    handlers: RunningHandlers,
    writes: WriteQueue<'a>,
    /// The time of the last message in either direction.
    last_active: Instant,
    max_lifetime_deadline: Instant,
    phase: Phase,
}

/// The phase of a connection.
enum Phase {
    Open,
    /// The gateway shuts down: it reads no more, and waits for the replies to messages that it has read.
    Draining {
        until: Instant,
    },
    /// The gateway reads and queues no more, and closes the connection when the queued messages are written.
    Closing {
        reason: CloseReason,
        until: Instant,
    },
}

impl Phase {
    fn is_open(&self) -> bool {
        matches!(self, Phase::Open)
    }

    fn is_closing(&self) -> bool {
        matches!(self, Phase::Closing { .. })
    }

    /// Returns the time at which the connection closes in any case.
    fn deadline(&self) -> Option<Instant> {
        match self {
            Phase::Open => None,
            Phase::Draining { until } | Phase::Closing { until, .. } => Some(*until),
        }
    }

    /// Starts the closing phase, unless it has started. An earlier deadline remains.
    fn start_closing(&mut self, reason: CloseReason, until: Instant) {
        if !self.is_closing() {
            let until = self.deadline().map_or(until, |deadline| deadline.min(until));
            *self = Phase::Closing { reason, until };
        }
    }

    /// Returns the reason for which the connection closes at the deadline.
    fn close_reason(&self) -> CloseReason {
        match self {
            Phase::Open | Phase::Draining { .. } => CloseReason::going_away(GOING_AWAY),
            Phase::Closing { reason, .. } => reason.clone(),
        }
    }
}

impl<'a> ConnectionTask<'a> {
    pub(super) fn new(
        state: &'a Arc<GatewayState>,
        connection: &'a Arc<Connection>,
        outgoing: mpsc::UnboundedReceiver<OutgoingItem>,
    ) -> Self {
        let now = Instant::now();
        ConnectionTask {
            state,
            connection,
            outgoing,
            received: VecDeque::new(),
            received_bytes: 0,
            handlers: RunningHandlers::new(),
            writes: WriteQueue::new(connection),
            last_active: now,
            max_lifetime_deadline: deadline_after(now, state.settings.max_duration),
            phase: Phase::Open,
        }
    }

    /// Returns the handlers that still run when the connection has ended.
    pub(super) fn into_handlers(self) -> RunningHandlers {
        self.handlers
    }

    /// Runs until the connection ends.
    pub(super) async fn run(&mut self, socket: &mut Socket) -> CloseReason {
        let mut shutdown = pin!(self.state.trackers.shutdown.cancelled());
        let mut timer = pin!(sleep_until(self.deadline()));
        loop {
            if self.phase.is_closing() && self.writes.is_empty() {
                return self.phase.close_reason();
            }
            let may_read = self.may_read();
            let ended = tokio::select! {
                biased;
                () = shutdown.as_mut(), if self.phase.is_open() => self.start_draining(),
                () = timer.as_mut() => None,
                Some(reply) = self.handlers.next() => self.handle_reply(reply),
                Some(outgoing) = self.outgoing.recv() => self.handle_outgoing(outgoing),
                event = poll_fn(|context| self.writes.poll(socket, may_read, context)) => {
                    self.handle_socket_event(event)
                }
            };
            if let Some(reason) = ended.or_else(|| self.advance(socket)) {
                return reason;
            }
            // A message does not reset the timer, unless the deadline is now earlier: the timer may fire too early.
            if timer.is_elapsed() || self.deadline() < timer.deadline() {
                if let Some(reason) = self.check_deadlines(socket) {
                    return reason;
                }
                timer.as_mut().reset(self.deadline());
            }
        }
    }

    fn start_draining(&mut self) -> Option<CloseReason> {
        let drain_timeout = self.state.settings.timeout_scale.apply(DRAIN_TIMEOUT);
        self.phase = Phase::Draining { until: Instant::now() + drain_timeout };
        None
    }

    /// Sends a handler's reply after the messages that the handler has posted.
    fn handle_reply(&mut self, reply: Option<String>) -> Option<CloseReason> {
        while let Ok(outgoing) = self.outgoing.try_recv() {
            self.handle_outgoing(outgoing);
        }
        if let Some(text) = reply {
            self.connection.enqueue(text.len());
            self.send(text.into());
        }
        None
    }

    fn handle_outgoing(&mut self, outgoing: OutgoingItem) -> Option<CloseReason> {
        match outgoing {
            OutgoingItem::Text(text) => self.send(text),
            OutgoingItem::Close => self.start_closing(CloseReason::DELETED, CLOSE_HANDSHAKE_TIMEOUT),
        }
        None
    }

    fn handle_socket_event(&mut self, event: SocketEvent) -> Option<CloseReason> {
        match event {
            SocketEvent::Received(Some(Ok(message))) => self.receive(message),
            SocketEvent::Received(Some(Err(error))) => Some(CloseReason::from_error(&error)),
            SocketEvent::Received(None) | SocketEvent::WriteFailed => Some(CloseReason::LOST),
            SocketEvent::Written => None,
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
                if self.state.settings.ping_resets_idle {
                    self.last_active = Instant::now();
                }
                self.writes.count_pong(data.len());
            }
            Message::Pong(_) | Message::Frame(_) => {}
        }
        None
    }

    /// Returns `true` if the gateway reads from the client: in the open phase, while neither queue is full.
    fn may_read(&self) -> bool {
        self.phase.is_open()
            && self.handlers.len() + self.received.len() < MAX_MESSAGES
            && self.received_bytes < MAX_QUEUED_BYTES
            && !self.connection.is_full()
    }

    /// Starts handlers and writes, and closes a connection that is drained.
    fn advance(&mut self, socket: &mut Socket) -> Option<CloseReason> {
        self.start_handlers();
        if self.writes.start_batch(socket, self.state.settings.max_frame).is_err() {
            return Some(CloseReason::LOST);
        }
        if matches!(self.phase, Phase::Draining { .. }) && self.handlers.is_empty() {
            self.start_closing(CloseReason::going_away(GOING_AWAY), SHUTDOWN_CLOSE_TIMEOUT);
        }
        None
    }

    /// Starts the handlers of received messages, as many as may run at once.
    fn start_handlers(&mut self) {
        let concurrency = if self.state.settings.serial { 1 } else { MAX_MESSAGES };
        while self.handlers.len() < concurrency
            && !self.connection.is_full()
            && let Some(text) = self.received.pop_front()
        {
            self.received_bytes -= text.len();
            let handler = message::handle(self.state.clone(), self.connection.clone(), &text);
            self.handlers.push(Box::pin(handler));
        }
    }

    /// Sends a message that the connection counts as queued. A connection that is closing drops the message.
    fn send(&mut self, text: Utf8Bytes) {
        if self.phase.is_closing() {
            self.connection.dequeue(1, text.len());
            return;
        }
        self.touch();
        self.writes.push(text);
    }

    /// Closes the connection when the queued messages are written, or after this time. The first reason counts.
    fn start_closing(&mut self, reason: CloseReason, timeout: Duration) {
        self.phase.start_closing(reason, Instant::now() + timeout);
    }

    fn touch(&mut self) {
        self.connection.touch();
        self.last_active = Instant::now();
    }

    /// Returns the next time at which a deadline may have passed.
    fn deadline(&self) -> Instant {
        let next = self.max_lifetime_deadline.min(self.idle_deadline());
        [self.phase.deadline(), self.read_deadline()].into_iter().flatten().fold(next, Instant::min)
    }

    fn idle_deadline(&self) -> Instant {
        deadline_after(self.last_active, self.state.settings.idle_timeout)
    }

    /// Returns the end of the window in which the client's rate is measured.
    fn read_deadline(&self) -> Option<Instant> {
        let start = self.writes.read_rate_start()?;
        Some(deadline_after(start, self.state.settings.client_timeout))
    }

    fn check_deadlines(&mut self, socket: &Socket) -> Option<CloseReason> {
        let settings = &self.state.settings;
        let now = Instant::now();
        let has_passed = |deadline: Instant| now >= deadline;
        if self.phase.deadline().is_some_and(has_passed) {
            return Some(self.phase.close_reason());
        }
        if has_passed(self.max_lifetime_deadline) || has_passed(self.idle_deadline()) {
            return Some(CloseReason::going_away(settings.timeout_close_code));
        }
        let is_lost = self.read_deadline().is_some_and(has_passed)
            && self.writes.is_client_too_slow(socket, settings.client_timeout);
        is_lost.then_some(CloseReason::LOST)
    }
}

fn deadline_after(instant: Instant, duration: Duration) -> Instant {
    instant + duration.min(MAX_TIMER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_phase_keeps_first_reason() {
        let now = Instant::now();
        let mut phase = Phase::Open;
        assert_eq!(phase.deadline(), None);
        phase.start_closing(CloseReason::DELETED, now + DRAIN_TIMEOUT);
        phase.start_closing(CloseReason::going_away(GOING_AWAY), now);
        assert_eq!(phase.deadline(), Some(now + DRAIN_TIMEOUT));
        assert_eq!(phase.close_reason().code, 1000);
    }

    #[test]
    fn draining_phase_keeps_earlier_deadline_when_it_closes() {
        let now = Instant::now();
        let mut phase = Phase::Draining { until: now };
        assert_eq!(phase.close_reason().code, GOING_AWAY);
        phase.start_closing(CloseReason::DELETED, now + DRAIN_TIMEOUT);
        assert_eq!(phase.deadline(), Some(now));
    }

    #[test]
    fn deadline_of_endless_timeout_is_in_range() {
        let now = Instant::now();
        assert_eq!(deadline_after(now, Duration::MAX), now + MAX_TIMER);
    }
}
