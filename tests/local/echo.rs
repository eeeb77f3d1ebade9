//! A gateway that echoes text, for protocol test suites: up to 128 KB in a frame, one message after the
//! other. It prints its URL, and serves until standard input ends.

use std::io;

use websocket_api::{extract::Text, websocket_api};

websocket_api! {
    Echo { routes: { $default: { function: echo, return_response: true } } }
}

async fn echo(Text(text): Text) -> String {
    text
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    const MESSAGE: usize = 128 * 1024;
    let gateway = Echo::api().serve("127.0.0.1:0").max_frame(MESSAGE).serial(true).await?;
    println!("{}", gateway.url());
    _ = tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await;
    gateway.stop().await;
    Ok(())
}
