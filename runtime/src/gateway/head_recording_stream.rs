use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_tungstenite::WebSocketStream;

/// The maximum number of bytes that are recorded.
const MAX_HEAD_BYTES: usize = 16 * 1024;

/// The WebSocket of a client.
pub(super) type Socket = WebSocketStream<HeadRecordingStream>;

/// A stream that records the first bytes that it reads, because hyper does not keep the spelling of headers, and that counts the bytes
/// that it writes.
#[derive(Debug)]
pub(super) struct HeadRecordingStream {
    tcp: TcpStream,
    /// `None` when recording has stopped.
    head: Option<RecordedHead>,
    written: u64,
}

/// The recorded bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct RecordedHead(Arc<Mutex<Vec<u8>>>);

impl RecordedHead {
    /// Removes and returns the bytes that were read since the last call.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl HeadRecordingStream {
    pub(super) fn new(tcp: TcpStream) -> (Self, RecordedHead) {
        let head = RecordedHead::default();
        (HeadRecordingStream { tcp, head: Some(head.clone()), written: 0 }, head)
    }

    pub(super) fn stop_recording(&mut self) {
        self.head = None;
    }

    /// Returns the number of bytes written so far.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    fn count(&mut self, polled: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(written)) = &polled {
            self.written += u64::try_from(*written).unwrap_or(u64::MAX);
        }
        polled
    }
}

impl AsyncRead for HeadRecordingStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.tcp).poll_read(context, buffer);
        if let Some(head) = &self.head {
            let read = &buffer.filled()[before..];
            let mut head = head.0.lock().unwrap_or_else(PoisonError::into_inner);
            let left = MAX_HEAD_BYTES.saturating_sub(head.len());
            head.extend_from_slice(&read[..read.len().min(left)]);
        }
        polled
    }
}

impl AsyncWrite for HeadRecordingStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.tcp).poll_write(context, data);
        self.count(polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.tcp).poll_write_vectored(context, data);
        self.count(polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}
