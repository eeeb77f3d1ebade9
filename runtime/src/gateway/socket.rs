//! The life of a connection, from its upgrade to the end of its stream.

use std::{future::ready, io, sync::Arc};

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
    connection::{Connection, MAX_QUEUED_BYTES, OutgoingItem},
    connection_task::ConnectionTask,
    gateway_state::GatewayState,
    head_recording_stream::{HeadRecordingStream, Socket},
    message,
    settings::{CLOSE_HANDSHAKE_TIMEOUT, SHUTDOWN_CLOSE_TIMEOUT},
};

/// The size of the read buffer, in bytes. tungstenite's default makes an idle connection twenty times as large, and many slower.
const READ_BUFFER_BYTES: usize = 4096;
/// The maximum size of tungstenite's write buffer, in bytes: one batch, and pongs, which the connection task limits.
const MAX_WRITE_BUFFER_BYTES: usize = 2 * MAX_QUEUED_BYTES;
/// The maximum number of bytes that are read after the close, so that a client that still sends gets the close frame.
const MAX_DRAIN_BYTES: usize = 16 * 1024 * 1024;
/// The size of the buffer for these bytes.
const DRAIN_BUFFER_BYTES: usize = 4096;

/// Runs a connection from its upgrade to its end, of which the handler of `$disconnect` gets exactly one event.
pub(super) async fn run(
    state: Arc<GatewayState>,
    connection: Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<OutgoingItem>,
    upgrade: OnUpgrade,
) {
    let Ok(Ok(parts)) = upgrade.await.map(Upgraded::downcast::<TokioIo<HeadRecordingStream>>) else {
        return on_closed(&state, &connection, &CloseReason::LOST).await;
    };
    let mut stream = parts.io.into_inner();
    stream.stop_recording();
    let settings = &state.settings;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .max_write_buffer_size(MAX_WRITE_BUFFER_BYTES)
        .max_frame_size(Some(settings.max_frame))
        .max_message_size(Some(settings.max_message));
    let read = parts.read_buf.into();
    let mut socket = WebSocketStream::from_partially_read(stream, read, Role::Server, Some(config)).await;
    let mut task = ConnectionTask::new(&state, &connection, outgoing);
    let reason = task.run(&mut socket).await;
    // Handlers run to their end, although the client gets no reply.
    let handlers = task.into_handlers().for_each(|_| ready(()));
    // Boxed, so that an open connection has no memory for it.
    Box::pin(async {
        tokio::join!(on_closed(&state, &connection, &reason), close(&state, socket, &reason), handlers);
    })
    .await;
}

async fn on_closed(state: &GatewayState, connection: &Connection, reason: &CloseReason) {
    state.registry.remove(&connection.id);
    message::disconnect(state, connection, reason).await;
}

/// Closes the socket. The client has less time for its part while the gateway shuts down.
async fn close(state: &GatewayState, socket: Socket, reason: &CloseReason) {
    let shutdown = async {
        state.trackers.shutdown.cancelled().await;
        sleep(SHUTDOWN_CLOSE_TIMEOUT).await;
    };
    tokio::select! {
        _ = timeout(CLOSE_HANDSHAKE_TIMEOUT, close_handshake(socket, reason)) => {}
        () = shutdown => {}
    }
}

/// Exchanges close frames, and ends the stream.
async fn close_handshake(mut socket: Socket, reason: &CloseReason) -> io::Result<()> {
    match reason.initiator {
        CloseInitiator::None => return Ok(()),
        // tungstenite has queued the answer.
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

/// Ends the stream, and reads what the client still sends.
async fn drain(mut stream: HeadRecordingStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut buffer = vec![0; DRAIN_BUFFER_BYTES];
    let mut left = MAX_DRAIN_BYTES;
    loop {
        let read = stream.read(&mut buffer).await?;
        left = left.saturating_sub(read);
        if read == 0 || left == 0 {
            return Ok(());
        }
    }
}
