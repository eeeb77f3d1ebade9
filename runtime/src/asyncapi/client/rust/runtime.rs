
// The rest of the file is the same for every API.

use std::{
    collections::VecDeque,
    fmt,
    future::Future,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use serde_json::{Value, json};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        self, Message,
        client::IntoClientRequest,
        http::{HeaderName, HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
        protocol::frame::{
            Frame,
            coding::{CloseCode, Data, OpCode},
        },
    },
};

/// After a connection of this duration, the backoff starts again.
const STABLE: Duration = Duration::from_secs(5);
/// A timeout that never elapses.
const NEVER: Duration = Duration::from_secs(86_400 * 365);

/// The options of a connection.
#[derive(Clone)]
pub struct Options {
    /// `wss://…/STAGE`
    pub url: String,
    /// The query string of the handshake.
    pub query: Option<Query>,
    /// Creates the authorizer's token in the query string, for each attempt.
    pub token: Option<Token>,
    /// Headers of the handshake.
    pub headers: Vec<(String, String)>,
    /// Subprotocols to offer.
    pub protocols: Vec<String>,
    /// The retries after a lost connection. `None` disables them.
    pub reconnect: Option<Reconnect>,
    /// The interval of heartbeats, which reset the idle timeout of 10 minutes. `None` disables them.
    pub heartbeat: Option<Duration>,
    /// The timeout of a reply. The integration timeout of API Gateway is 29 seconds.
    pub reply_timeout: Duration,
    /// The time without a received byte after which the client sends a WebSocket ping. `None` disables pings. API Gateway does not
    /// reset the idle timeout on pings.
    pub ping: Option<Duration>,
    /// The timeout of an answer to a ping, a heartbeat or a message with a reply, and of writes. After it, the connection is lost. The
    /// timeout of a handshake is twice as long.
    pub timeout: Duration,
    /// The maximum number of messages that wait for a connection.
    pub queue_limit: usize,
}

/// A function that creates a token.
pub type Token = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = String> + Send>> + Send + Sync>;

/// The retries after a lost connection.
#[derive(Clone, Copy, Debug)]
pub struct Reconnect {
    /// The maximum of the first delay. Each later maximum is twice the previous one.
    pub first_delay: Duration,
    pub max_delay: Duration,
    /// The maximum number of consecutive attempts. `None` is unlimited.
    pub attempts: Option<u32>,
}

impl Options {
    /// Creates options with the default timeouts and retries.
    pub fn new(url: impl Into<String>) -> Self {
        Options {
            url: url.into(),
            query: None,
            token: None,
            headers: Vec::new(),
            protocols: Vec::new(),
            reconnect: Some(Reconnect {
                first_delay: Duration::from_millis(500),
                max_delay: Duration::from_secs(30),
                attempts: None,
            }),
            heartbeat: Some(Duration::from_secs(540)),
            reply_timeout: Duration::from_secs(30),
            ping: Some(Duration::from_secs(30)),
            timeout: Duration::from_secs(30),
            queue_limit: 1_000,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("url", &self.url).finish_non_exhaustive()
    }
}

/// An event of a client.
#[derive(Clone, Debug)]
pub enum Event {
    /// The connection is open.
    Opened,
    /// The connection has ended, or an attempt failed. `retry_in` is `None` after the last attempt.
    ///
    /// `unconfirmed` is the number of sent messages without a reply that may not have arrived. An answer to a later message confirms
    /// them. The client does not send them again.
    Closed { code: u16, reason: String, retry_in: Option<Duration>, unconfirmed: usize },
    /// A message that the API sends without a request.
    ServerMessage(ServerMessage),
    /// An error of API Gateway while no reply is pending. The error does not name its message.
    Gateway(GatewayError),
    /// A message of unknown type.
    Unknown(String),
}

/// An error of API Gateway: no route was selected, the message is invalid, or the function failed or timed out.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatewayError {
    pub message: String,
    pub connection_id: String,
    pub request_id: String,
}

impl GatewayError {
    /// Returns the error, or `None` if the text is another message. serde would read a struct from a list too.
    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|_| text.trim_start().starts_with('{'))
    }
}

/// The error of a message that was not sent or has no reply.
#[derive(Clone, Debug)]
pub enum Error {
    /// The message exceeds the maximum size of API Gateway and was not sent.
    TooLarge { bytes: usize },
    /// The client is closed.
    Closed,
    /// Too many messages wait for a connection.
    QueueFull,
    /// API Gateway returned an error.
    Gateway(GatewayError),
    /// The reply timed out, or the client was closed before it. The message may have arrived.
    NoReply,
    /// The connection ended before the reply. The message may have arrived, and the client does not send it again.
    ConnectionLost,
    /// The message or its reply does not match its type.
    Json(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::TooLarge { bytes } => {
                write!(f, "the message has {bytes} bytes (maximum {MAX_MESSAGE})")
            }
            Error::Closed => f.write_str("the client is closed"),
            Error::QueueFull => f.write_str("too many messages wait for a connection"),
            Error::Gateway(error) => f.write_str(&error.message),
            Error::NoReply => f.write_str("no reply before the timeout"),
            Error::ConnectionLost => f.write_str("connection lost before the reply"),
            Error::Json(error) => f.write_str(error),
        }
    }
}

impl std::error::Error for Error {}

/// A client, which sends messages and receives replies. Clones share the connection, which closes with the last clone.
#[derive(Clone, Debug)]
pub struct Client {
    commands: mpsc::UnboundedSender<Command>,
}

/// The events of a client, in order.
#[derive(Debug)]
pub struct Events(mpsc::UnboundedReceiver<Event>);

impl Events {
    /// Returns the next event, or `None` after the client is closed.
    pub async fn next(&mut self) -> Option<Event> {
        self.0.recv().await
    }
}

#[derive(Debug)]
enum Command {
    Send(QueuedMessage),
    Close,
}

#[derive(Debug)]
struct QueuedMessage {
    text: String,
    /// The index of the route whose reply is expected.
    reply: Option<usize>,
    /// The number of messages without a reply that were sent before.
    after: u64,
    answer: Option<oneshot::Sender<Result<Value, Error>>>,
}

impl QueuedMessage {
    /// Returns `true` if the message has a reply or an error of API Gateway.
    fn is_answered(&self) -> bool {
        self.reply.is_some_and(|route| ANSWERED.contains(&route))
    }

    fn settle(&mut self, result: Result<Value, Error>) {
        if let Some(answer) = self.answer.take() {
            // The caller may have dropped its future.
            let _ = answer.send(result);
        }
    }
}

/// Connects in a tokio task, which runs until every clone of the client is dropped.
pub fn connect(options: Options) -> (Client, Events) {
    let (commands, taken) = mpsc::unbounded_channel();
    let (events, told) = mpsc::unbounded_channel();
    let connection = Connection {
        options,
        commands: taken,
        events,
        queue: VecDeque::new(),
        unanswered: VecDeque::new(),
        beaten: VecDeque::new(),
        given: 0,
        arrived: 0,
        due: None,
    };
    tokio::spawn(connection.run());
    (Client { commands }, Events(told))
}

impl Client {
    /// Ends the connection, without the queued messages.
    pub fn close(&self) {
        // It may have ended already.
        let _ = self.commands.send(Command::Close);
    }

    async fn request<T: serde::de::DeserializeOwned>(
        &self,
        text: Result<String, serde_json::Error>,
        reply: Option<usize>,
    ) -> Result<T, Error> {
        let text = text.map_err(|error| Error::Json(error.to_string()))?;
        if text.len() > MAX_MESSAGE {
            return Err(Error::TooLarge { bytes: text.len() });
        }
        let (answer, answered) = oneshot::channel();
        let waiting = QueuedMessage { text, reply, after: 0, answer: Some(answer) };
        self.commands.send(Command::Send(waiting)).map_err(|_| Error::Closed)?;
        let value = answered.await.map_err(|_| Error::Closed)??;
        serde_json::from_value(value).map_err(|error| Error::Json(error.to_string()))
    }
}

/// A message with what selects its route.
fn selected(selector: &str, message: impl serde::Serialize) -> Result<String, serde_json::Error> {
    let (message, selector) = (serde_json::to_value(message)?, serde_json::from_str(selector)?);
    Ok(merged(message, selector).to_string())
}

/// Returns the message without its tags, which are JSON, or `None` if a tag differs.
fn tagged<T: serde::de::DeserializeOwned>(value: &Value, tags: &[(&str, &str)]) -> Option<T> {
    let mut value = value.clone();
    for (name, tag) in tags {
        let tag: Value = serde_json::from_str(tag).ok()?;
        if value.as_object_mut()?.remove(*name)? != tag {
            return None;
        }
    }
    serde_json::from_value(value).ok()
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

type Stream = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

type StreamItem = Option<Result<Message, tungstenite::Error>>;

/// An open connection.
struct Socket {
    sink: SplitSink<Stream, Message>,
    stream: SplitStream<Stream>,
    /// Frames that came while something was sent.
    heard: VecDeque<StreamItem>,
    /// When the last message was sent or came, and when anything came, or a ping was sent.
    active: Instant,
    alive: Instant,
}

impl Socket {
    fn new(stream: Stream) -> Self {
        let (sink, stream) = stream.split();
        let now = Instant::now();
        Socket { sink, stream, heard: VecDeque::new(), active: now, alive: now }
    }

    async fn next(&mut self) -> StreamItem {
        match self.heard.pop_front() {
            Some(heard) => heard,
            None => self.stream.next().await,
        }
    }

    /// Sends a frame or a message, which the other side has to take in time. It is read from meanwhile, since it may wait for that.
    async fn send(&mut self, message: Message, limit: Duration) -> Result<(), End> {
        let Socket { sink, stream, heard, .. } = self;
        let mut sending = pin!(timeout(limit, sink.send(message)));
        loop {
            let may_come = heard.back().is_none_or(|last| matches!(last, Some(Ok(_))));
            tokio::select! {
                sent = &mut sending => return match sent {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(error)) => Err(End::from_error(&error)),
                    Err(_) => Err(End::lost(format!("the other side took nothing for {limit:?}"))),
                },
                next = stream.next(), if may_come => heard.push_back(next),
            }
        }
    }

    /// In frames that API Gateway takes.
    async fn send_text(&mut self, text: &str, limit: Duration) -> Result<(), End> {
        let frames: Vec<&[u8]> = text.as_bytes().chunks(MAX_FRAME).collect();
        if frames.len() <= 1 {
            return self.send(Message::text(text), limit).await;
        }
        let last = frames.len() - 1;
        for (i, frame) in frames.into_iter().enumerate() {
            let kind = if i == 0 { Data::Text } else { Data::Continue };
            let frame = Frame::message(frame.to_vec(), OpCode::Data(kind), i == last);
            self.send(Message::Frame(frame), limit).await?;
        }
        Ok(())
    }

    async fn close(&mut self, limit: Duration) {
        // The connection may have ended.
        let _ = timeout(limit, self.sink.close()).await;
    }
}

struct Connection {
    options: Options,
    commands: mpsc::UnboundedReceiver<Command>,
    events: mpsc::UnboundedSender<Event>,
    queue: VecDeque<QueuedMessage>,
    /// Each with its deadline.
    unanswered: VecDeque<(Instant, QueuedMessage)>,
    /// The number of messages without a reply that were sent before each pending heartbeat.
    beaten: VecDeque<u64>,
    /// The numbers of sent and of confirmed messages without a reply.
    given: u64,
    arrived: u64,
    /// The deadline of the next received bytes.
    due: Option<Instant>,
}

/// The end of a connection.
struct End {
    code: u16,
    reason: String,
    /// `true` if the client does not retry.
    is_last: bool,
}

impl End {
    fn from_error(error: &tungstenite::Error) -> Self {
        End::lost(error.to_string())
    }

    fn lost(reason: String) -> Self {
        End { code: 1006, reason, is_last: false }
    }
}

impl Connection {
    async fn run(mut self) {
        let mut attempts = 0;
        loop {
            let end = match self.open().await {
                Ok(stream) => {
                    let opened = Instant::now();
                    let end = self.serve(Socket::new(stream)).await;
                    if opened.elapsed() >= STABLE {
                        attempts = 0;
                    }
                    end
                }
                Err(end) => end,
            };
            let is_closed = end.is_last && end.code == 1000;
            for (_, mut waiting) in self.unanswered.drain(..) {
                waiting.settle(Err(if is_closed { Error::NoReply } else { Error::ConnectionLost }));
            }
            let unconfirmed = usize::try_from(self.given - self.arrived).unwrap_or(usize::MAX);
            (self.given, self.arrived, self.due) = (0, 0, None);
            self.beaten.clear();
            // Heartbeats belong to the connection that has ended.
            self.queue.retain(|waiting| waiting.answer.is_some());
            let reconnect = self.options.reconnect.filter(|reconnect| {
                !end.is_last && reconnect.attempts.is_none_or(|most| attempts < most)
            });
            let retry_in = reconnect.map(|reconnect| {
                let most = reconnect.first_delay.saturating_mul(2_u32.saturating_pow(attempts)).min(reconnect.max_delay);
                most.mul_f64(random())
            });
            attempts += 1;
            self.tell(Event::Closed { code: end.code, reason: end.reason, retry_in, unconfirmed });
            let Some(retry_in) = retry_in else { break };
            if !self.wait(retry_in).await {
                break;
            }
        }
        for mut waiting in self.queue.drain(..) {
            waiting.settle(Err(Error::Closed));
        }
    }

    fn tell(&self, event: Event) {
        // The receiver may be dropped, and the client still sends messages.
        let _ = self.events.send(event);
    }

    async fn open(&mut self) -> Result<Stream, End> {
        let invalid = |reason: String| End { code: 1006, reason, is_last: true };
        if TOKEN.is_none() && self.options.token.is_some() {
            return Err(invalid("the API takes no token from the query string: use `headers` or `protocols`".to_owned()));
        }
        let mut request =
            self.address().await.into_client_request().map_err(|error| invalid(error.to_string()))?;
        for (name, value) in &self.options.headers {
            let name = HeaderName::try_from(name.as_str()).map_err(|error| invalid(error.to_string()))?;
            let value = HeaderValue::try_from(value.as_str()).map_err(|error| invalid(error.to_string()))?;
            request.headers_mut().insert(name, value);
        }
        if !self.options.protocols.is_empty() {
            let value = HeaderValue::try_from(self.options.protocols.join(", "));
            request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, value.map_err(|error| invalid(error.to_string()))?);
        }
        let limit = self.options.timeout.saturating_mul(2);
        let mut connecting = Box::pin(timeout(limit, connect_async(request)));
        loop {
            tokio::select! {
                connected = &mut connecting => return match connected {
                    Ok(Ok((stream, _))) => Ok(stream),
                    Ok(Err(error)) => Err(End::from_error(&error)),
                    Err(_) => Err(End::lost(format!("no answer to the handshake in {limit:?}"))),
                },
                command = self.commands.recv() => if !self.enqueue(command) {
                    return Err(End { code: 1000, reason: String::new(), is_last: true });
                },
            }
        }
    }

    async fn address(&self) -> String {
        let query = self.options.query.as_ref().and_then(|query| serde_json::to_value(query).ok());
        let mut pairs: Vec<(String, String)> = Vec::new();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        for (name, value) in query.as_ref().and_then(Value::as_object).into_iter().flatten() {
            match value {
                Value::Null => {}
                Value::Array(values) => pairs.extend(values.iter().map(|value| (name.clone(), text(value)))),
                value => pairs.push((name.clone(), text(value))),
            }
        }
        if let (Some(name), Some(token)) = (TOKEN, &self.options.token) {
            pairs.push((name.to_owned(), token().await));
        }
        let mut address = self.options.url.clone();
        for (name, value) in pairs {
            address.push(if address.contains('?') { '&' } else { '?' });
            address += &format!("{}={}", encoded(&name), encoded(&value));
        }
        address
    }

    /// Returns `true` if the client continues.
    fn enqueue(&mut self, command: Option<Command>) -> bool {
        match command {
            None | Some(Command::Close) => false,
            Some(Command::Send(mut waiting)) => {
                if self.queue.len() >= self.options.queue_limit {
                    waiting.settle(Err(Error::QueueFull));
                } else {
                    self.queue.push_back(waiting);
                }
                true
            }
        }
    }

    async fn wait(&mut self, delay: Duration) -> bool {
        let end = Instant::now() + delay;
        loop {
            tokio::select! {
                () = sleep_until(end) => return true,
                command = self.commands.recv() => if !self.enqueue(command) { return false },
            }
        }
    }

    async fn serve(&mut self, mut socket: Socket) -> End {
        self.tell(Event::Opened);
        loop {
            if let Err(end) = self.step(&mut socket).await {
                return end;
            }
        }
    }

    /// Sends a waiting message, or else waits for the next event.
    async fn step(&mut self, socket: &mut Socket) -> Result<(), End> {
        if let Some(heard) = socket.heard.pop_front() {
            return self.take(socket, heard).await;
        }
        if let Some(waiting) = self.queue.pop_front() {
            return self.put(socket, waiting).await;
        }
        let Options { ping, heartbeat, timeout, .. } = self.options;
        let far = Instant::now() + NEVER;
        let after = |from: Instant, by: Option<Duration>| by.and_then(|by| from.checked_add(by)).unwrap_or(far).min(far);
        let late = self.unanswered.front().map_or(far, |(late, _)| *late);
        let due = self.due.unwrap_or(far);
        let (next_ping, next_beat) = (after(socket.alive, ping), after(socket.active, heartbeat));
        tokio::select! {
            command = self.commands.recv() => match command {
                // It is sent at once: `queue_limit` is for those that wait.
                Some(Command::Send(waiting)) => self.queue.push_back(waiting),
                None | Some(Command::Close) => {
                    socket.close(timeout).await;
                    return Err(End { code: 1000, reason: String::new(), is_last: true });
                }
            },
            heard = socket.next() => self.take(socket, heard).await?,
            () = sleep_until(late.min(due)) => {
                if due <= Instant::now() {
                    return Err(End::lost(format!("nothing came for {timeout:?}, though an answer was due")));
                }
                if let Some((_, mut waiting)) = self.unanswered.pop_front() {
                    waiting.settle(Err(Error::NoReply));
                }
            }
            () = sleep_until(next_ping) => {
                socket.alive = Instant::now();
                self.expect();
                socket.send(Message::Ping(self.given.to_be_bytes().to_vec().into()), timeout).await?;
            }
            () = sleep_until(next_beat) => {
                socket.active = Instant::now();
                match HEARTBEAT {
                    None => {}
                    Some(message) if HEARTBEAT_IS_A_ROUTE => {
                        let text = message.to_owned();
                        self.queue.push_back(QueuedMessage { text, reply: HEARTBEAT_REPLY, after: 0, answer: None });
                    }
                    Some(message) => {
                        self.beaten.push_back(self.given);
                        self.expect();
                        socket.send(Message::text(message), timeout).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn take(&mut self, socket: &mut Socket, heard: StreamItem) -> Result<(), End> {
        socket.alive = Instant::now();
        match heard {
            Some(Ok(Message::Text(text))) => {
                socket.active = socket.alive;
                self.hear(text.as_str());
            }
            Some(Ok(Message::Pong(given))) => {
                if let Ok(given) = <[u8; 8]>::try_from(&given[..]) {
                    self.confirm(u64::from_be_bytes(given));
                }
            }
            Some(Ok(Message::Close(frame))) => {
                // The answer to the close frame.
                socket.close(self.options.timeout).await;
                let (code, reason) = frame
                    .map_or((CloseCode::Status, String::new()), |frame| (frame.code, frame.reason.to_string()));
                return Err(End { code: code.into(), reason, is_last: false });
            }
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(End::from_error(&error)),
            None => return Err(End::lost(String::new())),
        }
        self.due = None;
        if !self.beaten.is_empty() || self.unanswered.iter().any(|(_, waiting)| waiting.is_answered()) {
            self.expect();
        }
        Ok(())
    }

    /// Sets the deadline of the answer to a message.
    fn expect(&mut self) {
        self.due = self.due.or_else(|| Instant::now().checked_add(self.options.timeout));
    }

    /// Confirms the messages before an answered one.
    fn confirm(&mut self, given: u64) {
        self.arrived = self.arrived.max(given.min(self.given));
    }

    async fn put(&mut self, socket: &mut Socket, mut waiting: QueuedMessage) -> Result<(), End> {
        if let Err(end) = socket.send_text(&waiting.text, self.options.timeout).await {
            // The last frame was not sent, so the receiver drops the rest.
            self.queue.push_front(waiting);
            return Err(end);
        }
        socket.active = Instant::now();
        if waiting.reply.is_none() {
            self.given += u64::from(waiting.answer.is_some());
            waiting.settle(Ok(Value::Null));
            return Ok(());
        }
        if waiting.is_answered() {
            self.expect();
        }
        waiting.after = self.given;
        let now = Instant::now();
        let late = now.checked_add(self.options.reply_timeout).unwrap_or(now + NEVER);
        self.unanswered.push_back((late, waiting));
        Ok(())
    }

    fn hear(&mut self, text: &str) {
        if let Some(error) = GatewayError::parse(text) {
            // A heartbeat without a route selects none, and API Gateway answers with an error.
            if error.message == "Forbidden"
                && let Some(given) = self.beaten.pop_front()
            {
                return self.confirm(given);
            }
            match self.unanswered.pop_front() {
                Some((_, mut waiting)) => {
                    self.confirm(waiting.after);
                    waiting.settle(Err(Error::Gateway(error)));
                }
                None => self.tell(Event::Gateway(error)),
            }
            return;
        }
        let value = serde_json::from_str::<Value>(text).unwrap_or_else(|_| json!(text));
        if let Some(message) = server_message(&value, true) {
            return self.tell(Event::ServerMessage(message));
        }
        let answers = self.unanswered.iter().enumerate();
        let mut answers = answers.filter_map(|(at, (_, waiting))| Some((at, answer(waiting.reply?, &value, text)?)));
        if let Some((at, value)) = answers.next() {
            if let Some((_, mut waiting)) = self.unanswered.remove(at) {
                self.confirm(waiting.after);
                waiting.settle(Ok(value));
            }
            return;
        }
        match server_message(&value, false) {
            Some(message) => self.tell(Event::ServerMessage(message)),
            None => self.tell(Event::Unknown(text.to_owned())),
        }
    }
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    encoded
}

/// Returns a random number between 0 and 1. The standard library's hashes have a random key.
fn random() -> f64 {
    use std::hash::{BuildHasher, RandomState};
    let bits = u32::try_from(RandomState::new().hash_one(0_u8) >> 32).unwrap_or_default();
    f64::from(bits) / f64::from(u32::MAX)
}
