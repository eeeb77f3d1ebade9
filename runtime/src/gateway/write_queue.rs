use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use futures_util::{Sink, Stream};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::{
    Error, Message, Utf8Bytes,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

use super::{connection::Connection, head_recording_stream::Socket, read_rate::ReadRateWindow};

/// The number of bytes that are written at once. More bytes wait until these are written.
const BATCH_BYTES: usize = 64 * 1024;

/// The messages on their way to the client.
pub(super) struct WriteQueue<'a> {
    connection: &'a Connection,
    waiting: VecDeque<Utf8Bytes>,
    /// The size of the messages that wait and of the batch, in bytes.
    bytes: usize,
    batch: Batch,
    /// The measurement of the client's rate, while something waits for the client.
    read_rate: Option<ReadRateWindow>,
}

/// The messages that are being written, pongs included.
#[derive(Default)]
struct Batch {
    messages: usize,
    bytes: usize,
}

/// An event of the socket.
pub(super) enum SocketEvent {
    Received(Option<Result<Message, Error>>),
    /// The batch is written.
    Written,
    WriteFailed,
}

impl<'a> WriteQueue<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        WriteQueue {
            connection,
            waiting: VecDeque::new(),
            bytes: 0,
            batch: Batch::default(),
            read_rate: None,
        }
    }

    fn is_flushing(&self) -> bool {
        self.batch.messages > 0
    }

    /// Returns `true` if there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        !self.is_flushing() && self.waiting.is_empty()
    }

    pub(super) fn push(&mut self, text: Utf8Bytes) {
        self.bytes += text.len();
        self.waiting.push_back(text);
    }

    /// Counts a pong of this size, which tungstenite writes by itself.
    pub(super) fn count_pong(&mut self, bytes: usize) {
        self.connection.enqueue(bytes);
        self.bytes += bytes;
        self.batch.messages += 1;
        self.batch.bytes += bytes;
    }

    /// Starts the next batch, unless one is being written, and the measurement of the client's rate.
    pub(super) fn start_batch(&mut self, socket: &mut Socket, max_frame: usize) -> Result<(), Error> {
        // A batch starts only when tungstenite's buffer, which pongs use, too, is empty.
        if !self.is_flushing() {
            while self.batch.bytes < BATCH_BYTES
                && let Some(text) = self.waiting.pop_front()
            {
                self.batch.messages += 1;
                self.batch.bytes += text.len();
                for frame in frames(text, max_frame) {
                    // tungstenite buffers a frame that it cannot write yet.
                    Pin::new(&mut *socket).start_send(frame)?;
                }
            }
        }
        if self.read_rate.is_none() && !self.is_empty() {
            self.measure_read_rate(socket);
        }
        Ok(())
    }

    /// Counts the batch as written, and stops the measurement if nothing else waits.
    fn finish_batch(&mut self) {
        let Batch { messages, bytes } = std::mem::take(&mut self.batch);
        self.connection.dequeue(messages, bytes);
        self.bytes -= bytes;
        if self.waiting.is_empty() {
            self.read_rate = None;
        }
    }

    fn measure_read_rate(&mut self, socket: &Socket) {
        let written = socket.get_ref().written();
        self.read_rate = Some(ReadRateWindow::new(Instant::now(), written, self.bytes));
    }

    /// Returns the start of the current window in which the client's rate is measured.
    pub(super) fn read_rate_start(&self) -> Option<Instant> {
        self.read_rate.map(ReadRateWindow::start)
    }

    /// Ends the current window, starts the next one, and returns `true` if the client was too slow.
    pub(super) fn is_client_too_slow(&mut self, socket: &Socket, window: Duration) -> bool {
        let ended = self.read_rate;
        self.measure_read_rate(socket);
        ended.is_some_and(|ended| ended.is_too_slow(socket.get_ref().written(), window))
    }

    /// Writes to the socket, and reads from it if `may_read`.
    pub(super) fn poll(
        &mut self,
        socket: &mut Socket,
        may_read: bool,
        context: &mut Context<'_>,
    ) -> Poll<SocketEvent> {
        let mut socket = Pin::new(socket);
        if self.is_flushing()
            && let Poll::Ready(flushed) = socket.as_mut().poll_flush(context)
        {
            self.finish_batch();
            if flushed.is_err() {
                return Poll::Ready(SocketEvent::WriteFailed);
            }
            // Mostly nothing else waits, and the read follows at once.
            if !may_read || !self.waiting.is_empty() {
                return Poll::Ready(SocketEvent::Written);
            }
        }
        if may_read { socket.poll_next(context).map(SocketEvent::Received) } else { Poll::Pending }
    }
}

/// Returns the frames of a message, each up to this size (conformance 3.4).
fn frames(text: Utf8Bytes, max_frame: usize) -> impl Iterator<Item = Message> {
    let mut rest: Option<Bytes> = Some(text.into());
    let mut opcode = OpCode::Data(Data::Text);
    std::iter::from_fn(move || {
        let mut payload = rest.take()?;
        if payload.len() > max_frame {
            rest = Some(payload.split_off(max_frame));
        }
        let frame = Frame::message(payload, opcode, rest.is_none());
        opcode = OpCode::Data(Data::Continue);
        Some(Message::Frame(frame))
    })
}
