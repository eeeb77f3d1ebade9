use std::fmt::Display;

/// A request, as its bytes.
#[derive(Clone, Debug)]
pub struct Request {
    head: String,
    body: Vec<u8>,
}

impl Request {
    /// A request without headers: `Request::new("GET", "/dev")`.
    pub fn new(method: &str, target: impl Display) -> Self {
        Request { head: format!("{method} {target} HTTP/1.1\r\n"), body: Vec::new() }
    }

    /// A handshake with the headers that every client sends.
    pub fn handshake(target: impl Display) -> Self {
        Request::new("GET", target)
            .header("Host", "127.0.0.1")
            .upgrade()
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .header("Sec-WebSocket-Version", "13")
    }

    /// Adds the headers that ask for WebSocket.
    pub fn upgrade(self) -> Self {
        self.header("Connection", "Upgrade").header("Upgrade", "websocket")
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: impl Display) -> Self {
        self.head += &format!("{name}: {value}\r\n");
        self
    }

    /// Changes the version to HTTP/1.0.
    pub fn http_1_0(self) -> Self {
        Request { head: self.head.replacen("HTTP/1.1", "HTTP/1.0", 1), ..self }
    }

    /// Sets the body.
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Request { body: body.clone(), ..self.header("Content-Length", body.len()) }
    }

    /// Returns the bytes of the request.
    pub fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), b"\r\n", &self.body].concat()
    }
}

/// A response.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The names and values of the headers, as the server spells them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// Parses the head of a response; the body is empty.
    ///
    /// # Panics
    /// If the head is invalid.
    pub(super) fn parse(head: &str) -> Self {
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| {
            let (version, rest) = line.split_once(' ')?;
            ["HTTP/1.1", "HTTP/1.0"].contains(&version).then(|| rest.get(..3)?.parse().ok())?
        });
        let headers = lines.filter_map(|line| line.split_once(": "));
        Answer {
            status: status.unwrap_or_else(|| panic!("no answer, but {head:?}")),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: String::new(),
        }
    }

    /// Returns the value of a header. Case does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }
}
