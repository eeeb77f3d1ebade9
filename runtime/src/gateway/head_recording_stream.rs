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

/// Bytes that are kept.
const LIMIT: usize = 16 * 1024;

/// A stream that keeps the beginning of what it reads, since hyper forgets how headers were spelled, and counts what it writes.
#[derive(Debug)]
pub(super) struct HeadRecordingStream {
    tcp: TcpStream,
    /// `None` when it is known.
    head: Option<Head>,
    written: u64,
}

/// The beginning of what was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Head(Arc<Mutex<Vec<u8>>>);

impl Head {
    /// What was read, which is not kept any longer.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl HeadRecordingStream {
    pub(super) fn new(tcp: TcpStream) -> (Self, Head) {
        let head = Head::default();
        (HeadRecordingStream { tcp, head: Some(head.clone()), written: 0 }, head)
    }

    pub(super) fn stop_recording(&mut self) {
        self.head = None;
    }

    /// The bytes written so far.
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
            let room = LIMIT.saturating_sub(head.len());
            head.extend_from_slice(&read[..read.len().min(room)]);
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
