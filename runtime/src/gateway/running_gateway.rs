use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use tokio::{net::TcpListener, time::timeout};
use tracing::warn;
use websocket_api_model::limits;

use super::{
    deployment::Deployment, gateway_runtime::GatewayRuntime, listener, socket::CLOSE_HANDSHAKE_TIMEOUT,
};

/// A gateway that serves an API on this machine, until it is [stopped](Gateway::stop) or dropped.
#[must_use = "a gateway that is dropped closes"]
pub struct Gateway {
    address: SocketAddr,
    deployment: Arc<Deployment>,
    runtime: Arc<GatewayRuntime>,
}

impl Gateway {
    /// Serves those who connect, until the gateway is closed and whatever was begun is done.
    pub(super) fn start(
        listener: TcpListener,
        address: SocketAddr,
        deployment: Arc<Deployment>,
        runtime: Arc<GatewayRuntime>,
    ) -> Self {
        let listening = deployment.traffic.track_future(listener::listen(listener, deployment.clone()));
        let traffic = deployment.traffic.clone();
        let threads = runtime.clone();
        runtime.handle().spawn(async move {
            listening.await;
            traffic.close();
            traffic.wait().await;
            // A gateway that was dropped is served by its threads to the end.
            drop(threads);
        });
        Gateway { address, deployment, runtime }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What clients connect to: `ws://127.0.0.1:3001/dev`.
    pub fn url(&self) -> String {
        format!("ws://{}/{}", connectable_addr(self.address), self.deployment.stage)
    }

    /// What `@connections` is under, which AWS's SDKs and tools take as their endpoint: `http://127.0.0.1:3001/dev`.
    pub fn endpoint(&self) -> String {
        format!("http://{}/{}", connectable_addr(self.address), self.deployment.stage)
    }

    /// The console page, for browsers on this machine: `http://127.0.0.1:3001/`.
    pub fn console_url(&self) -> String {
        format!("http://{}/", connectable_addr(self.address))
    }

    /// The ids of the connections that are open, those open longest first.
    pub fn connections(&self) -> Vec<crate::ConnectionId> {
        self.deployment.registry.all().iter().map(|connection| (&*connection.id).into()).collect()
    }

    /// Closes every connection with 1001, and waits until whatever was begun is done: the handlers that run, and those of
    /// `$disconnect`. It waits as long as API Gateway does for a function, 29 seconds.
    pub async fn stop(self) {
        self.close().await;
    }

    /// Whether everything was done.
    pub(crate) async fn close(&self) -> bool {
        // On the gateway's threads: handlers may block those that wait for this.
        let closing = self.runtime.handle().spawn(close(self.deployment.clone()));
        closing.await.unwrap_or_default()
    }
}

async fn close(deployment: Arc<Deployment>) -> bool {
    let Deployment { closing, work, closed, traffic, settings, log, .. } = &*deployment;
    closing.cancel();
    work.close();
    let is_done =
        timeout(settings.scaled(limits::INTEGRATION_TIMEOUT).max(CLOSE_HANDSHAKE_TIMEOUT), work.wait())
            .await
            .is_ok();
    if !is_done {
        warn!(tasks = work.len(), "some handlers did not finish");
    }
    closed.cancel();
    traffic.close();
    traffic.wait().await;
    if let Some(log) = log {
        log.flush(CLOSE_HANDSHAKE_TIMEOUT).await;
    }
    is_done
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.deployment.closing.cancel();
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// An address that leads from this machine to where a gateway listens.
pub(crate) fn connectable_addr(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}
