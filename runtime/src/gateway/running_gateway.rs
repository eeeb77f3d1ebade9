use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use tokio::{net::TcpListener, time::timeout};
use tracing::warn;
use websocket_api_model::limits;

use super::{
    gateway_runtime::GatewayRuntime, gateway_state::GatewayState, listener, settings::CLOSE_HANDSHAKE_TIMEOUT,
};
use crate::connection_id::ConnectionId;

/// A local gateway that serves an API until it is [stopped](Gateway::stop) or dropped.
///
/// # Examples
///
/// ```
/// # use websocket_api::{extract::Text, websocket_api};
/// # websocket_api! { Chat { routes: { $default: { function: echo, return_response: true } } } }
/// # async fn echo(Text(text): Text) -> Text { Text(text) }
/// # #[tokio::main]
/// # async fn main() -> websocket_api::Result {
/// let gateway = Chat::api().serve("127.0.0.1:0").await?;
/// println!("{} has {} connections", gateway.url(), gateway.connections().len());
/// gateway.stop().await;
/// # Ok(())
/// # }
/// ```
#[must_use = "a gateway that is dropped closes"]
pub struct Gateway {
    address: SocketAddr,
    state: Arc<GatewayState>,
    runtime: Arc<GatewayRuntime>,
}

impl Gateway {
    /// Serves clients until the gateway has shut down and all work is done.
    pub(super) fn start(
        (listener, address): (TcpListener, SocketAddr),
        state: Arc<GatewayState>,
        runtime: Arc<GatewayRuntime>,
    ) -> Self {
        let http = state.trackers.http.clone();
        let listening = http.track_future(listener::listen(listener, state.clone()));
        let threads = runtime.clone();
        runtime.handle().spawn(async move {
            listening.await;
            http.close();
            http.wait().await;
            // The threads of a dropped gateway end only when everything is served.
            drop(threads);
        });
        Gateway { address, state, runtime }
    }

    /// Returns the address on which the gateway listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL to which clients connect: `ws://127.0.0.1:3001/dev`.
    pub fn url(&self) -> String {
        format!("ws://{}/{}", connectable_addr(self.address), self.state.stage.name)
    }

    /// Returns the URL of the `@connections` API, which AWS's SDKs and tools take as their endpoint: `http://127.0.0.1:3001/dev`.
    pub fn endpoint(&self) -> String {
        format!("http://{}/{}", connectable_addr(self.address), self.state.stage.name)
    }

    /// Returns the URL of the console page, which only local browsers can load: `http://127.0.0.1:3001/`.
    pub fn console_url(&self) -> String {
        format!("http://{}/", connectable_addr(self.address))
    }

    /// Returns the IDs of the open connections, the oldest first.
    pub fn connections(&self) -> Vec<ConnectionId> {
        self.state.registry.all().iter().map(|connection| (&*connection.id).into()).collect()
    }

    /// Closes every connection with 1001, and waits for running handlers and for those of `$disconnect`. It waits up to 29 seconds, the
    /// integration timeout of API Gateway.
    pub async fn stop(self) {
        self.close().await;
    }

    /// Stops the gateway; returns `true` if every handler has ended.
    pub(crate) async fn close(&self) -> bool {
        // On the gateway's threads: a handler may block the thread of the caller.
        let closing = self.runtime.handle().spawn(close(self.state.clone()));
        closing.await.unwrap_or_default()
    }
}

async fn close(state: Arc<GatewayState>) -> bool {
    let GatewayState { trackers, settings, .. } = &*state;
    trackers.shutdown.cancel();
    trackers.work.close();
    let work_timeout = settings.timeout_scale.apply(limits::INTEGRATION_TIMEOUT).max(CLOSE_HANDSHAKE_TIMEOUT);
    let is_done = timeout(work_timeout, trackers.work.wait()).await.is_ok();
    if !is_done {
        warn!(tasks = trackers.work.len(), "some handlers did not finish");
    }
    trackers.shutdown_complete.cancel();
    trackers.http.close();
    trackers.http.wait().await;
    state.flush_log(CLOSE_HANDSHAKE_TIMEOUT).await;
    is_done
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.state.trackers.shutdown.cancel();
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// Returns an address at which local clients reach a gateway that listens on `address`.
pub(crate) fn connectable_addr(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}
