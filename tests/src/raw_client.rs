//! A minimal WebSocket client, for protocol violations that other clients prevent, and for measurements of a
//! server.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::gateway::{FIN, Frame, Request};

/// A client after its handshake. Unread bytes stay in the kernel; a dropped client vanishes without a close frame.
#[derive(Debug)]
pub struct RawClient {
    pub tcp: TcpStream,
}

impl RawClient {
    /// Connects to a path such as `/dev`.
    ///
    /// # Errors
    /// Returns the errors of TCP, and [`io::ErrorKind::ConnectionRefused`] with a response other than 101.
    pub async fn connect(address: SocketAddr, path: &str) -> io::Result<Self> {
        Self::over(TcpStream::connect(address).await?, path).await
    }

    /// Connects over an existing stream.
    ///
    /// # Errors
    /// The errors are those of [`RawClient::connect`].
    pub async fn over(mut tcp: TcpStream, path: &str) -> io::Result<Self> {
        tcp.set_nodelay(true)?;
        tcp.write_all(handshake(path).as_bytes()).await?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            // Byte by byte, because the bytes after the head are a frame.
            head.push(tcp.read_u8().await?);
        }
        if !head.starts_with(b"HTTP/1.1 101 ") {
            let head = String::from_utf8_lossy(&head).into_owned();
            return Err(io::Error::new(io::ErrorKind::ConnectionRefused, head));
        }
        Ok(RawClient { tcp })
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// Returns the errors of TCP.
    pub async fn send(&mut self, opcode: u8, payload: &[u8]) -> io::Result<()> {
        self.tcp.write_all(&Frame::new(FIN | opcode, payload).masked()).await
    }

    /// Returns the next frame, or `None` if the stream ended after a frame.
    ///
    /// # Errors
    /// Returns the errors of TCP.
    pub async fn receive(&mut self) -> io::Result<Option<Frame>> {
        let mut first = [0];
        if self.tcp.read(&mut first).await? == 0 {
            return Ok(None);
        }
        let length = match self.tcp.read_u8().await? {
            126 => u64::from(self.tcp.read_u16().await?),
            127 => self.tcp.read_u64().await?,
            short => u64::from(short),
        };
        let mut payload = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        self.tcp.read_exact(&mut payload).await?;
        Ok(Some(Frame::new(first[0], payload)))
    }
}

/// Returns the bytes of a handshake for a path.
///
/// # Panics
/// Never: the request is text.
pub fn handshake(path: &str) -> String {
    String::from_utf8(Request::handshake(path).bytes()).expect("text")
}
