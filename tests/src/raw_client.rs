//! A WebSocket client down to its bytes: for what no proper client does, and so that a measurement is of the server.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The opcodes of RFC 6455.
pub const TEXT: u8 = 1;
pub const BINARY: u8 = 2;
pub const CLOSE: u8 = 8;
pub const PING: u8 = 9;
pub const PONG: u8 = 10;

const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// A client behind its handshake. What is not read stays in the kernel; dropped, it vanishes without a close frame.
#[derive(Debug)]
pub struct RawClient {
    pub tcp: TcpStream,
}

/// A frame that came from the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub is_final: bool,
    pub opcode: u8,
    pub payload: Vec<u8>,
}

impl Frame {
    /// The code of a close frame.
    pub fn close_code(&self) -> Option<u16> {
        let code = self.payload.first_chunk().filter(|_| self.opcode == CLOSE);
        code.map(|code| u16::from_be_bytes(*code))
    }
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
        self.tcp.write_all(&masked(opcode, payload)).await
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
        Ok(Some(Frame { is_final: first[0] & 0x80 != 0, opcode: first[0] & 0x0f, payload }))
    }
}

/// A handshake for a path, as its bytes.
pub fn handshake(path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
}

/// A frame as a client sends it.
pub fn masked(opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = header(opcode, payload.len());
    frame[1] |= 0x80;
    frame.extend(MASK);
    frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

/// A frame as a server sends it.
pub fn unmasked(opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = header(opcode, payload.len());
    frame.extend(payload);
    frame
}

fn header(opcode: u8, length: usize) -> Vec<u8> {
    let mut header = vec![0x80 | opcode];
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ ..=125), _) => header.push(short),
        (_, Ok(medium)) => {
            header.push(126);
            header.extend(medium.to_be_bytes());
        }
        _ => {
            header.push(127);
            header.extend((length as u64).to_be_bytes());
        }
    }
    header
}
