use std::{future::ready, io, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::mpsc,
    time::{sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{Role, WebSocketConfig},
    },
};

use super::{
    close_reason::{CloseInitiator, CloseReason},
    connection::{BUFFER, Connection, Outgoing},
    connection_task::ConnectionTask,
    deployment::Deployment,
    head_recording_stream::HeadRecordingStream,
    message,
};

/// What is read at once. tungstenite's own default makes an idle connection twenty times as large, and many slower.
const READ_BUFFER: usize = 4096;
/// The bytes that tungstenite may keep: what is written at once, and pongs, which the task bounds.
const WRITE_BUFFER: usize = 2 * BUFFER;
/// How long a client may take to answer a close frame, and to end the stream.
pub(super) const CLOSE_HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(2);
/// The same where the gateway itself is to end.
pub(super) const SHUTDOWN_CLOSE_TIMEOUT: Duration = Duration::from_millis(200);
/// How much of what a client still sends is read after the end, so that it gets to see the close frame.
const MAX_DRAIN_BYTES: usize = 16 * 1024 * 1024;

pub(super) type Socket = WebSocketStream<HeadRecordingStream>;

/// A connection from its upgrade to its end, of which the handler of `$disconnect` is told exactly once.
pub(super) async fn run(
    deployment: Arc<Deployment>,
    connection: Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
    upgrade: OnUpgrade,
) {
    let Ok(Ok(parts)) = upgrade.await.map(Upgraded::downcast::<TokioIo<HeadRecordingStream>>) else {
        return on_closed(&deployment, &connection, &CloseReason::LOST).await;
    };
    let mut stream = parts.io.into_inner();
    stream.stop_recording();
    let settings = &deployment.settings;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_write_buffer_size(WRITE_BUFFER)
        .max_frame_size(Some(settings.max_frame))
        .max_message_size(Some(settings.max_message));
    let read = parts.read_buf.into();
    let mut socket = WebSocketStream::from_partially_read(stream, read, Role::Server, Some(config)).await;
    let mut task = ConnectionTask::new(&deployment, &connection, outgoing);
    let reason = task.run(&mut socket).await;
    // Functions run to their end, whoever hears of it.
    let calls = task.into_calls().for_each(|_| ready(()));
    // Boxed: what comes after a connection's life takes no memory during it.
    Box::pin(async {
        tokio::join!(
            on_closed(&deployment, &connection, &reason),
            close(&deployment, socket, &reason),
            calls
        );
    })
    .await;
}

async fn on_closed(deployment: &Deployment, connection: &Connection, reason: &CloseReason) {
    deployment.registry.remove(&connection.id);
    message::disconnected(deployment, connection, reason).await;
}

/// Says goodbye, and waits a while for what the client says to it: less if the gateway is to end.
async fn close(deployment: &Deployment, socket: Socket, reason: &CloseReason) {
    let shutdown = async {
        deployment.closing.cancelled().await;
        sleep(SHUTDOWN_CLOSE_TIMEOUT).await;
    };
    tokio::select! {
        _ = timeout(CLOSE_HANDSHAKE_TIMEOUT, close_handshake(socket, reason)) => {}
        () = shutdown => {}
    }
}

/// Ends the protocol, and then the stream: a client that still sends gets to see the close frame.
async fn close_handshake(mut socket: Socket, reason: &CloseReason) -> io::Result<()> {
    match reason.initiator {
        CloseInitiator::None => return Ok(()),
        // The answer waits to be sent.
        CloseInitiator::Client => _ = socket.flush().await,
        CloseInitiator::Gateway => {
            if socket.send(Message::Close(Some(reason.to_frame()))).await.is_err() {
                return Ok(());
            }
            while let Some(Ok(_)) = socket.next().await {}
        }
    }
    drain(socket.into_inner()).await
}

async fn drain(mut stream: HeadRecordingStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut buffer = vec![0; 4096];
    let mut left = MAX_DRAIN_BYTES;
    loop {
        let read = stream.read(&mut buffer).await?;
        left = left.saturating_sub(read);
        if read == 0 || left == 0 {
            return Ok(());
        }
    }
}
