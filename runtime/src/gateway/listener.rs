use std::{net::SocketAddr, sync::Arc, time::Duration};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tracing::warn;

use super::{
    gateway_state::{GatewayState, Trackers},
    head_recording_stream::HeadRecordingStream,
    http::HttpService,
    settings::SHUTDOWN_CLOSE_TIMEOUT,
};

/// The time until the next attempt to accept a connection, after one failed for lack of resources.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);

/// Accepts connections until the gateway has shut down.
pub(super) async fn listen(listener: TcpListener, state: Arc<GatewayState>) {
    let port = listener.local_addr().map_or(0, |address| address.port());
    let mut shutdown_complete = std::pin::pin!(shutdown_complete(&state.trackers));
    loop {
        tokio::select! {
            biased;
            () = &mut shutdown_complete => return,
            accepted = listener.accept() => match accepted {
                Ok((tcp, peer)) => {
                    let serving = serve(tcp, peer, port, state.clone());
                    state.trackers.http.spawn(serving);
                }
                Err(error) => {
                    warn!(%error, "no connection could be accepted");
                    sleep(ACCEPT_RETRY_DELAY).await;
                }
            },
        }
    }
}

/// Waits for the end of the shutdown, which this function ends itself after a gateway was dropped.
async fn shutdown_complete(trackers: &Trackers) {
    let work_is_done = async {
        trackers.shutdown.cancelled().await;
        trackers.work.close();
        trackers.work.wait().await;
        trackers.shutdown_complete.cancel();
    };
    tokio::select! {
        () = work_is_done => {}
        () = trackers.shutdown_complete.cancelled() => {}
    }
}

async fn serve(tcp: TcpStream, peer: SocketAddr, port: u16, state: Arc<GatewayState>) {
    let shutdown_complete = state.trackers.shutdown_complete.clone();
    // Frames are small, and must not wait for more bytes.
    _ = tcp.set_nodelay(true);
    let client_timeout = state.settings.client_timeout;
    let (stream, head) = HeadRecordingStream::new(tcp);
    let service = HttpService::new(state, peer, port, head);
    let service = service_fn(move |request| service.clone().serve(request));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(client_timeout);
    let mut connection =
        std::pin::pin!(server.serve_connection(TokioIo::new(stream), service).with_upgrades());
    // An error of one client concerns no other client.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = shutdown_complete.cancelled() => {
            connection.as_mut().graceful_shutdown();
            // A client without a request does not delay the shutdown.
            _ = timeout(SHUTDOWN_CLOSE_TIMEOUT, connection).await;
        }
    }
}
