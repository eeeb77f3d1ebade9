use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use websocket_api::gateway::Gateway;

use super::{Answer, CLOSE, CONTINUATION, FIN, Frame, Request, TEXT, soon};

/// A client that sends any bytes, and hides none of the bytes that it receives.
#[derive(Debug)]
pub struct RawConnection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl RawConnection {
    /// Opens a TCP connection.
    ///
    /// # Panics
    /// If the connection is refused.
    pub async fn open(address: SocketAddr) -> Self {
        let stream = soon(TcpStream::connect(address)).await.expect("a connection");
        stream.set_nodelay(true).expect("a socket");
        RawConnection { stream, read: Vec::new() }
    }

    /// Opens a WebSocket connection.
    ///
    /// # Panics
    /// If the handshake fails.
    pub async fn connect(gateway: &Gateway) -> Self {
        RawConnection::connect_with(gateway, &Request::handshake(path(gateway))).await
    }

    /// Opens a WebSocket connection with this handshake.
    ///
    /// # Panics
    /// If the handshake fails.
    pub async fn connect_with(gateway: &Gateway, handshake: &Request) -> Self {
        let mut connection = RawConnection::open(gateway.address()).await;
        let answer = connection.ask(handshake).await;
        assert_eq!(answer.status, 101, "{answer:?}");
        connection
    }

    /// Returns the response to a request.
    ///
    /// # Panics
    /// If there is no response.
    pub async fn ask(&mut self, request: &Request) -> Answer {
        self.send(&request.bytes()).await;
        self.answer().await
    }

    /// Reads a response.
    ///
    /// # Panics
    /// If there is no response.
    pub async fn answer(&mut self) -> Answer {
        let end = loop {
            if let Some(at) = self.read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break at;
            }
            assert!(self.more().await, "no answer, but {:?}", String::from_utf8_lossy(&self.read));
        };
        let head: Vec<u8> = self.read.drain(..end + 4).collect();
        let mut answer = Answer::parse(std::str::from_utf8(&head).expect("text").trim_end());
        let length = answer.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        let body = self.take(length).await.expect("a whole body");
        answer.body = String::from_utf8(body).expect("text");
        answer
    }

    /// Sends bytes, until the other side closes.
    pub async fn send(&mut self, bytes: &[u8]) {
        // The next read reports a closed connection.
        _ = soon(self.stream.write_all(bytes)).await;
    }

    /// Sends a frame as clients do.
    pub async fn send_frame(&mut self, frame: &Frame) {
        self.send(&frame.masked()).await;
    }

    /// Sends a message of text.
    pub async fn say(&mut self, text: &str) {
        self.send_frame(&Frame::text(text)).await;
    }

    /// Closes the sending half, and still reads.
    pub async fn shutdown_write(&mut self) {
        _ = self.stream.shutdown().await;
    }

    /// Makes dropping the stream reset the connection.
    ///
    /// # Panics
    /// Never.
    pub fn reset(&mut self) {
        self.stream.set_zero_linger().expect("a socket");
    }

    /// Returns the next frame, or `None` after the last one.
    ///
    /// # Panics
    /// If the bytes are not a frame as servers send it.
    pub async fn frame(&mut self) -> Option<Frame> {
        let head = self.take(2).await?;
        assert_eq!(head[1] & 0x80, 0, "servers do not mask");
        let length = match head[1] {
            126 => usize::from(u16::from_be_bytes(self.array().await)),
            127 => usize::try_from(u64::from_be_bytes(self.array().await)).expect("a size"),
            length => usize::from(length),
        };
        let payload = self.take(length).await.expect("a whole frame");
        Some(Frame::new(head[0], payload))
    }

    /// Returns the next text message, in one or several frames.
    ///
    /// # Panics
    /// If another frame comes.
    pub async fn hear(&mut self) -> String {
        let mut text = Vec::new();
        let mut opcode = TEXT;
        loop {
            let frame = self.frame().await.expect("a message");
            assert_eq!(frame.opcode(), opcode, "{frame:?}");
            text.extend(&frame.payload);
            if frame.is_final() {
                return String::from_utf8(text).expect("text");
            }
            opcode = CONTINUATION;
        }
    }

    /// Reads a close frame, which must be the last. Returns code and reason; a frame without a code has 1005.
    ///
    /// # Panics
    /// If another frame comes.
    pub async fn receive_close(&mut self) -> (u16, String) {
        let frame = self.frame().await.expect("a close frame");
        assert_eq!(frame.first, FIN | CLOSE, "{frame:?}");
        self.shutdown_write().await;
        assert_eq!(self.frame().await, None);
        match frame.payload.split_at_checked(2) {
            Some((code, reason)) => {
                let code = u16::from_be_bytes(code.try_into().expect("two bytes"));
                (code, String::from_utf8(reason.to_vec()).expect("text"))
            }
            None => (1005, String::new()),
        }
    }

    /// Reads to the end of the stream, and drops the bytes.
    pub async fn read_to_end(&mut self) {
        while self.more().await {}
        self.read.clear();
    }

    async fn array<const N: usize>(&mut self) -> [u8; N] {
        let bytes = self.take(N).await.expect("a whole frame");
        bytes.try_into().expect("as many bytes")
    }

    /// Returns exactly this many bytes, or `None` at the end of the stream.
    async fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        while self.read.len() < count {
            if !self.more().await {
                assert!(self.read.is_empty(), "cut off: {:?}", self.read);
                return None;
            }
        }
        Some(self.read.drain(..count).collect())
    }

    /// Reads more bytes. Returns `false` after the end or an error.
    async fn more(&mut self) -> bool {
        soon(self.stream.read_buf(&mut self.read)).await.is_ok_and(|count| count > 0)
    }
}

/// Returns the path of the stage.
fn path(gateway: &Gateway) -> String {
    let url = gateway.url();
    url.rsplit_once('/').map(|(_, stage)| format!("/{stage}")).expect("a URL with a stage")
}
