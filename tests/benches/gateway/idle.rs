//! The memory of an idle connection.

use std::time::Duration;

use tokio::time::sleep;
use websocket_api_tests::raw_client::RawClient;

use crate::{
    server::{BARE, OURS, PATH, Server},
    verdict,
};

const CONNECTIONS: usize = 10_000;
/// The maximum memory of the gateway before the first connection, in KiB.
const BASE: u64 = 20 * 1024;
/// The maximum memory of a connection, in KiB.
const EACH: f64 = 15.0;

/// Measures the memory. Returns `true` if the targets are reached.
pub async fn measure() -> bool {
    println!(
        "{:>11}   {:6} {:>10} {:>10} {:>10}",
        "connections", "server", "base KiB", "KiB each", "total KiB"
    );
    row(BARE).await;
    let (base, each) = row(OURS).await;
    let reached = base < BASE && each < EACH;
    println!("{:>11}   {:6} {BASE:>10} {EACH:>10}{}\n", "", "target", verdict(reached));
    reached
}

async fn row(kind: &str) -> (u64, f64) {
    let server = Server::start(kind);
    let base = server.resident_kib();
    let mut clients = Vec::with_capacity(CONNECTIONS);
    for i in 0..CONNECTIONS {
        match RawClient::connect(server.address, PATH).await {
            Ok(client) => clients.push(client),
            Err(error) => panic!("after {i} connections: {error}; `ulimit -n` must be above {CONNECTIONS}"),
        }
    }
    // The memory of the handshakes is released after a moment.
    sleep(Duration::from_secs(1)).await;
    let total = server.resident_kib();
    let each = total.saturating_sub(base) as f64 / CONNECTIONS as f64;
    println!("{CONNECTIONS:>11}   {kind:6} {base:>10} {each:>10.2} {total:>10}");
    (base, each)
}
