//! A minimal WebSocket client, for uses that no proper client allows, and for measurements of a server.

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
    /// What TCP says, or [`io::ErrorKind::ConnectionRefused`] with the answer that is not 101.
    pub async fn connect(address: SocketAddr, path: &str) -> io::Result<Self> {
        Self::over(TcpStream::connect(address).await?, path).await
    }

    /// Connects over a stream that is there already.
    ///
    /// # Errors
    /// As [`RawClient::connect`].
    pub async fn over(mut tcp: TcpStream, path: &str) -> io::Result<Self> {
        tcp.set_nodelay(true)?;
        tcp.write_all(handshake(path).as_bytes()).await?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            // One by one: what follows the head is a frame's.
            head.push(tcp.read_u8().await?);
        }
        if !head.starts_with(b"HTTP/1.1 101 ") {
            let head = String::from_utf8_lossy(&head).into_owned();
            return Err(io::Error::new(io::ErrorKind::ConnectionRefused, head));
        }
        Ok(RawClient { tcp })
    }

    /// # Errors
    /// What TCP says.
    pub async fn send(&mut self, opcode: u8, payload: &[u8]) -> io::Result<()> {
        self.tcp.write_all(&Frame::new(FIN | opcode, payload).masked()).await
    }

    /// The next frame; `None` when the stream has ended between two of them.
    ///
    /// # Errors
    /// What TCP says.
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

/// A handshake for a path, as its bytes.
///
/// # Panics
/// Never: it is text.
pub fn handshake(path: &str) -> String {
    String::from_utf8(Request::handshake(path).bytes()).expect("text")
}
