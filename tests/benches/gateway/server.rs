//! The servers, each in a separate process: this program with other arguments.

use std::{
    collections::HashSet,
    env,
    io::{BufRead, BufReader, Write, stdin},
    net::SocketAddr,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpListener, runtime, sync::mpsc};
use tokio_tungstenite::{accept_async_with_config, tungstenite::protocol::WebSocketConfig};
use websocket_api::{ConnectionId, extract::Text, websocket_api};
use websocket_api_tests::resident_set_kib;

/// The first argument of a server process.
pub const SERVE: &str = "--serve";
pub const OURS: &str = "ours";
pub const BARE: &str = "bare";

/// The path that clients connect to. The bare server ignores it.
pub const PATH: &str = "/dev";

/// A running server. Dropping it kills it.
pub struct Server {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub address: SocketAddr,
}

/// The events that a server has handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The number of open connections.
    pub open: usize,
    /// The number of `$connect` events.
    pub connects: usize,
    /// The number of `$disconnect` events.
    pub disconnects: usize,
    /// The number of `$connect` events without a `$disconnect` event.
    pub missing: usize,
    /// The number of `$disconnect` events without an open connection.
    pub unfounded: usize,
}

impl Server {
    pub fn start(kind: &str) -> Self {
        let mut child = Command::new(env::current_exe().expect("this program"))
            .args([SERVE, kind])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program");
        let commands = child.stdin.take().expect("a pipe");
        let mut answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let address = line(&mut answers).parse().expect("an address");
        Server { child, commands, answers, address }
    }

    /// Returns the resident set in KiB.
    pub fn resident_kib(&self) -> u64 {
        resident_set_kib(&self.child.id().to_string())
    }

    pub fn seen(&mut self) -> Seen {
        writeln!(self.commands, "seen").expect("a server");
        let numbers: Vec<usize> =
            line(&mut self.answers).split(' ').map(|number| number.parse().expect("a number")).collect();
        let [open, connects, disconnects, missing, unfounded] = numbers[..] else { panic!("{numbers:?}") };
        Seen { open, connects, disconnects, missing, unfounded }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn line(answers: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    answers.read_line(&mut line).expect("a server that runs");
    line.trim_end().to_owned()
}

/// Serves until the input ends.
pub fn serve(kind: &str) {
    // As `#[tokio::main]`, with one worker: more workers would compete with the client on a machine with two
    // processors.
    let mut runtime = runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        match kind {
            OURS => ours().await,
            BARE => bare().await,
            other => panic!("no server {other:?}"),
        }
    });
}

/// Runs the fastest and smallest server that was found: tokio-tungstenite with a small buffer.
async fn bare() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    loop {
        let (tcp, _) = listener.accept().await.expect("a client");
        tcp.set_nodelay(true).expect("an option");
        tokio::spawn(async move {
            let config = WebSocketConfig::default().read_buffer_size(4096);
            let Ok(mut socket) = accept_async_with_config(tcp, Some(config)).await else { return };
            while let Some(Ok(message)) = socket.next().await {
                if message.is_text() && socket.send(message).await.is_err() {
                    return;
                }
            }
        });
    }
}

static STATE: LazyLock<Mutex<State>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct State {
    connected: HashSet<ConnectionId>,
    connects: usize,
    disconnects: usize,
    unfounded: usize,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn connect(id: ConnectionId) {
    let mut state = state();
    state.connects += 1;
    state.connected.insert(id);
}

async fn disconnect(id: ConnectionId) {
    let mut state = state();
    state.disconnects += 1;
    if !state.connected.remove(&id) {
        state.unfounded += 1;
    }
}

async fn echo(Text(text): Text) -> String {
    text
}

websocket_api! {
    Echo {
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            send: { function: echo, return_response: true },
        },
    }
}

async fn ours() {
    let gateway = Echo::api().serve("127.0.0.1:0").await.expect("a gateway");
    println!("{}", gateway.address());
    let mut commands = commands();
    while commands.recv().await.is_some() {
        let open = gateway.connections().len();
        let state = state();
        let missing = state.connected.len();
        println!("{open} {} {} {missing} {}", state.connects, state.disconnects, state.unfounded);
    }
}

/// Returns the lines of the input, which a separate thread reads.
fn commands() -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in stdin().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
