//! The throughput and latency of an echo: a message of 1 KB to the server and back, one at a time on every
//! connection.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use websocket_api_tests::{gateway::Frame, raw_client::RawClient};

use crate::{
    server::{BARE, OURS, PATH, Server},
    verdict,
};

const CONNECTIONS: [usize; 3] = [1, 50, 500];
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(1);

/// The minimum throughput, as a share of the bare server's. A gateway whose handlers run on its own threads
/// reaches 0.5. Here each message crosses to the threads of the handlers and back, so that a blocking handler
/// stops no client. `tests/README.md` has the share of that crossing.
const THROUGHPUT: f64 = 0.4;
/// The maximum of the 99th percentile, as a multiple of the bare server's.
const LATENCY: f64 = 3.0;

struct Round {
    /// The number of messages per second.
    messages: f64,
    /// The median latency of a message in milliseconds.
    p50: f64,
    p99: f64,
}

/// Measures both servers. Returns `true` if the targets are reached.
pub async fn measure() -> bool {
    println!("{:>11}   {:6} {:>10} {:>10} {:>10}", "connections", "server", "messages/s", "p50 ms", "p99 ms");
    let mut reached = true;
    for connections in CONNECTIONS {
        let mut ours = Subject::start(OURS, connections).await;
        let mut bare = Subject::start(BARE, connections).await;
        // The first round warms up.
        ours.round().await;
        bare.round().await;
        let mut rounds = Vec::new();
        // The rounds alternate, so that other load affects both servers.
        for _ in 0..ROUNDS {
            rounds.push((ours.round().await, bare.round().await));
        }
        let row = |name, of: fn(&(Round, Round)) -> &Round| {
            let median = |value: fn(&Round) -> f64| median(rounds.iter().map(|round| value(of(round))));
            let messages = median(|round| round.messages);
            let (p50, p99) = (median(|round| round.p50), median(|round| round.p99));
            println!("{connections:>11}   {name:6} {messages:>10.0} {p50:>10.3} {p99:>10.3}");
        };
        row(BARE, |(_, bare)| bare);
        row(OURS, |(ours, _)| ours);
        // Each ratio is of two consecutive rounds.
        let throughput = median(rounds.iter().map(|(ours, bare)| ours.messages / bare.messages));
        let latency = median(rounds.iter().map(|(ours, bare)| ours.p99 / bare.p99));
        let is_reached = throughput >= THROUGHPUT && latency <= LATENCY;
        println!(
            "{:>11}   {:6} {throughput:>10.2} {:>10} {latency:>10.2}{}",
            "",
            "ratio",
            "",
            verdict(is_reached)
        );
        reached &= is_reached;
    }
    println!("{:>11}   {:6} {THROUGHPUT:>10.2} {:>10} {LATENCY:>10.2}\n", "", "target", "");
    reached
}

struct Subject {
    _server: Server,
    clients: Vec<RawClient>,
}

impl Subject {
    async fn start(kind: &str, connections: usize) -> Self {
        let server = Server::start(kind);
        let mut clients = Vec::new();
        for _ in 0..connections {
            clients.push(RawClient::connect(server.address, PATH).await.expect("a connection"));
        }
        Subject { _server: server, clients }
    }

    async fn round(&mut self) -> Round {
        let begun = Instant::now();
        let clients = self.clients.drain(..).enumerate();
        let tasks = clients.map(|(i, client)| tokio::spawn(converse(client, message(i), begun + ROUND)));
        let mut latencies = Vec::new();
        for ended in join_all(tasks.collect::<Vec<_>>()).await {
            let (client, mut measured) = ended.expect("every reply right");
            self.clients.push(client);
            latencies.append(&mut measured);
        }
        let messages = latencies.len() as f64 / begun.elapsed().as_secs_f64();
        latencies.sort_unstable();
        let quantile =
            |share: f64| 1000.0 * latencies[(share * (latencies.len() - 1) as f64) as usize].as_secs_f64();
        Round { messages, p50: quantile(0.5), p99: quantile(0.99) }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Sends and receives messages until a time. Returns the latency of each message.
async fn converse(mut client: RawClient, message: String, end: Instant) -> (RawClient, Vec<Duration>) {
    let message = Frame::text(&message);
    let (request, reply) = (message.masked(), message.unmasked());
    let mut buffer = vec![0; reply.len()];
    let mut latencies = Vec::new();
    loop {
        let sent = Instant::now();
        if sent >= end {
            return (client, latencies);
        }
        client.tcp.write_all(&request).await.expect("a server that reads");
        client.tcp.read_exact(&mut buffer).await.expect("a server that writes");
        latencies.push(sent.elapsed());
        assert!(buffer == reply, "{}", String::from_utf8_lossy(&buffer));
    }
}

/// Returns a message of 1 KB, different for every connection, so that a reply to the wrong connection is
/// noticed.
fn message(connection: usize) -> String {
    let of = |text: &str| json!({ "action": "send", "connection": connection, "text": text }).to_string();
    let message = of(&"All work and no play. ".repeat(50)[..1024 - of("").len()]);
    assert_eq!(message.len(), 1024);
    message
}
