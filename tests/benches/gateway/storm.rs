//! A storm of connections that end in every way that clients end them.

use std::{net::SocketAddr, time::Duration};

use futures_util::future::join_all;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep},
};
use websocket_api_tests::{
    gateway::{CLOSE, TEXT},
    raw_client::{RawClient, handshake},
};

use crate::{
    server::{OURS, PATH, Seen, Server},
    verdict,
};

const CONNECTIONS: usize = 20_000;
const WARM_UP: usize = 4_000;
/// The number of concurrent clients.
const CLIENTS: usize = 100;
/// The maximum growth of the gateway, in KiB.
const GROWTH: u64 = 1024;

/// Measures the growth. Returns `true` if the targets are reached.
pub async fn measure() -> bool {
    println!("{:>11} {:>14} {:>13}   events", "connections", "resident KiB", "handshakes/s");
    let mut server = Server::start(OURS);
    let before = storm(&mut server, WARM_UP).await;
    let after = storm(&mut server, CONNECTIONS).await;
    let growth = after.resident.saturating_sub(before.resident);
    let Seen { open, connects, disconnects, missing, unfounded } = after.seen;
    let reached = growth <= GROWTH && connects == disconnects && [open, missing, unfounded] == [0; 3];
    println!(
        "grown by {growth} KiB, and may by {GROWTH}; none open, every `$disconnect` once{}",
        verdict(reached)
    );
    reached
}

struct After {
    resident: u64,
    seen: Seen,
}

async fn storm(server: &mut Server, connections: usize) -> After {
    let begun = Instant::now();
    let address = server.address;
    let clients = (0..CLIENTS).map(|client| {
        tokio::spawn(async move {
            for i in 0..connections / CLIENTS {
                come_and_go(address, client, i).await;
            }
        })
    });
    for ended in join_all(clients.collect::<Vec<_>>()).await {
        ended.expect("a client that is served");
    }
    let rate = connections as f64 / begun.elapsed().as_secs_f64();
    let seen = settled(server).await;
    let resident = server.resident_kib();
    println!("{connections:>11} {resident:>14} {rate:>13.0}   {seen:?}");
    After { resident, seen }
}

/// Returns the events of the server once no event is pending.
async fn settled(server: &mut Server) -> Seen {
    let mut last = server.seen();
    loop {
        sleep(Duration::from_secs(1)).await;
        let now = server.seen();
        if now == last {
            return now;
        }
        last = now;
    }
}

async fn come_and_go(address: SocketAddr, client: usize, i: usize) {
    let tcp = connect(address, client).await;
    if i % 4 == 3 {
        // The client vanishes before the response.
        let mut tcp = tcp;
        tcp.write_all(handshake(PATH).as_bytes()).await.expect("a server that reads");
        return;
    }
    let mut client = RawClient::over(tcp, PATH).await.expect("a connection");
    let message = format!(r#"{{"action":"send","i":{i}}}"#);
    client.send(TEXT, message.as_bytes()).await.expect("a server that reads");
    match i % 4 {
        // The client closes the connection.
        0 => {
            let reply = client.receive().await.expect("a server that writes").expect("a reply");
            assert_eq!(reply.payload, message.as_bytes());
            client.send(CLOSE, &1000_u16.to_be_bytes()).await.expect("a server that reads");
            let close = client.receive().await.expect("a server that writes").expect("a close frame");
            assert_eq!(close.close_code(), Some(1000));
        }
        // The client vanishes without a close frame.
        1 => assert!(client.receive().await.expect("a server that writes").is_some()),
        // The client vanishes while its message is handled.
        _ => {}
    }
}

/// Connects from one of several addresses, because a used port is blocked for a minute.
async fn connect(address: SocketAddr, client: usize) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    let own = [127, 0, 0, 2 + u8::try_from(client % 50).expect("under 50")];
    socket.bind(SocketAddr::from((own, 0))).expect("an address of this machine");
    socket.connect(address).await.expect("a server that accepts")
}
