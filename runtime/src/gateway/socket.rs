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
    connection::{BUFFER, Connection, Outgoing},
    conversation::Conversation,
    deployment::Deployment,
    end::{End, Goodbye},
    message,
    recorder::Recorder,
};

/// What is read at once. tungstenite's own default makes an idle connection twenty times as large, and many slower.
const READ_BUFFER: usize = 4096;
/// The bytes that tungstenite may keep: what is written at once, and pongs, which the conversation bounds.
const WRITE_BUFFER: usize = 2 * BUFFER;
/// How long a client may take to answer a close frame, and to end the stream.
pub(super) const GOODBYE: Duration = Duration::from_secs(2);
/// The same where the gateway itself is to end.
pub(super) const HURRY: Duration = Duration::from_millis(200);
/// How much of what a client still sends is read after the end, so that it gets to see the close frame.
const LEFTOVER: usize = 16 * 1024 * 1024;

pub(super) type Socket = WebSocketStream<Recorder>;

/// A connection from its upgrade to its end, of which the handler of `$disconnect` is told exactly once.
pub(super) async fn run(
    deployment: Arc<Deployment>,
    connection: Arc<Connection>,
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
    upgrade: OnUpgrade,
) {
    let Ok(Ok(parts)) = upgrade.await.map(Upgraded::downcast::<TokioIo<Recorder>>) else {
        return over(&deployment, &connection, &End::LOST).await;
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
    let mut conversation = Conversation::new(&deployment, &connection, outgoing);
    let end = conversation.hold(&mut socket).await;
    // Functions run to their end, whoever hears of it.
    let calls = conversation.into_calls().for_each(|_| ready(()));
    // Boxed: what comes after a connection's life takes no memory during it.
    Box::pin(async {
        tokio::join!(over(&deployment, &connection, &end), part(&deployment, socket, &end), calls);
    })
    .await;
}

async fn over(deployment: &Deployment, connection: &Connection, end: &End) {
    deployment.registry.remove(&connection.id);
    message::disconnected(deployment, connection, end).await;
}

/// Says goodbye, and waits a while for what the client says to it: less if the gateway is to end.
async fn part(deployment: &Deployment, socket: Socket, end: &End) {
    let hurry = async {
        deployment.closing.cancelled().await;
        sleep(HURRY).await;
    };
    tokio::select! {
        _ = timeout(GOODBYE, goodbye(socket, end)) => {}
        () = hurry => {}
    }
}

/// Ends the protocol, and then the stream: a client that still sends gets to see the close frame.
async fn goodbye(mut socket: Socket, end: &End) -> io::Result<()> {
    match end.goodbye {
        Goodbye::Unheard => return Ok(()),
        // The answer waits to be sent.
        Goodbye::ByClient => _ = socket.flush().await,
        Goodbye::ByGateway => {
            if socket.send(Message::Close(Some(end.frame()))).await.is_err() {
                return Ok(());
            }
            while let Some(Ok(_)) = socket.next().await {}
        }
    }
    linger(socket.into_inner()).await
}

async fn linger(mut stream: Recorder) -> io::Result<()> {
    stream.shutdown().await?;
    let mut buffer = vec![0; 4096];
    let mut left = LEFTOVER;
    loop {
        let read = stream.read(&mut buffer).await?;
        left = left.saturating_sub(read);
        if read == 0 || left == 0 {
            return Ok(());
        }
    }
}
