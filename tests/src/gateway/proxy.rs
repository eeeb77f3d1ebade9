use std::net::SocketAddr;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// A proxy in front of a gateway. It can drop every byte and close nothing, as a failed network does.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    link: watch::Sender<Link>,
    serving: JoinHandle<()>,
}

/// A connection that was cut remains cut: only later ones get through again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Link {
    is_silent: bool,
    silences: u32,
}

impl Proxy {
    /// # Panics
    /// If there is no free port.
    pub async fn start(gateway: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (link, seen) = watch::channel(Link::default());
        let serving = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(client, gateway, seen.clone()));
            }
        });
        Proxy { address, link, serving }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn fall_silent(&self) {
        self.link.send_modify(|link| *link = Link { is_silent: true, silences: link.silences + 1 });
    }

    pub fn speak(&self) {
        self.link.send_modify(|link| link.is_silent = false);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn pass(client: TcpStream, gateway: SocketAddr, link: watch::Receiver<Link>) {
    let begun = *link.borrow();
    let Ok(gateway) = TcpStream::connect(gateway).await else { return };
    let (from_client, to_client) = client.into_split();
    let (from_gateway, to_gateway) = gateway.into_split();
    let is_cut = move || begun.is_silent || *link.borrow() != begun;
    tokio::join!(pump(from_client, to_gateway, &is_cut), pump(from_gateway, to_client, &is_cut));
}

/// Copies bytes until one end closes.
async fn pump(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, is_cut: &impl Fn() -> bool) {
    let mut bytes = [0; 4_096];
    loop {
        let read = from.read(&mut bytes).await.unwrap_or_default();
        match (read, is_cut()) {
            (0, true) => std::future::pending().await,
            (0, false) => return,
            (_, true) => {}
            (read, false) if to.write_all(&bytes[..read]).await.is_err() => return,
            _ => {}
        }
    }
}
