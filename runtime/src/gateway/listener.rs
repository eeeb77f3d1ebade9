use std::{net::SocketAddr, sync::Arc, time::Duration};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tracing::warn;

use super::{
    deployment::Deployment, head_recording_stream::HeadRecordingStream, http::Client,
    socket::SHUTDOWN_CLOSE_TIMEOUT,
};

/// How long to wait where the machine has no room for one more connection.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);

/// Accepts clients until the gateway closes, and then until whatever was begun is done.
pub(super) async fn listen(listener: TcpListener, deployment: Arc<Deployment>) {
    let port = listener.local_addr().map_or(0, |address| address.port());
    // A gateway that is dropped is not there to end this.
    let done = async {
        deployment.closing.cancelled().await;
        deployment.work.close();
        deployment.work.wait().await;
        deployment.closed.cancel();
    };
    let mut done = std::pin::pin!(async {
        tokio::select! {
            () = done => {}
            () = deployment.closed.cancelled() => {}
        }
    });
    loop {
        tokio::select! {
            biased;
            () = &mut done => return,
            accepted = listener.accept() => match accepted {
                Ok((tcp, peer)) => {
                    let serving = serve(tcp, peer, port, deployment.clone());
                    deployment.traffic.spawn(serving);
                }
                Err(error) => {
                    warn!(%error, "no connection could be accepted");
                    sleep(ACCEPT_RETRY_DELAY).await;
                }
            },
        }
    }
}

async fn serve(tcp: TcpStream, peer: SocketAddr, port: u16, deployment: Arc<Deployment>) {
    let closed = deployment.closed.clone();
    // Frames are small and wait for nobody.
    _ = tcp.set_nodelay(true);
    let timeout_duration = deployment.settings.client_timeout;
    let (recorder, head) = HeadRecordingStream::new(tcp);
    let client = Client { deployment, peer, port, head };
    let service = service_fn(move |request| client.clone().serve(request));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(timeout_duration);
    let mut connection =
        std::pin::pin!(server.serve_connection(TokioIo::new(recorder), service).with_upgrades());
    // Whatever a client does wrong is its own loss.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = closed.cancelled() => {
            connection.as_mut().graceful_shutdown();
            // Who has asked for nothing yet is not waited for.
            _ = timeout(SHUTDOWN_CLOSE_TIMEOUT, connection).await;
        }
    }
}
