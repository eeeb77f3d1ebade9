use std::{process, sync::Arc, time::Duration};

use futures_util::future::join_all;
use tokio::time::timeout;
use websocket_api_model::{files::write_stdout, limits};

use super::interrupts::Interrupts;
use crate::{
    error::Result,
    gateway::{Gateway, GatewayRuntime, LogWriter},
};

/// The exit code of a program that Ctrl-C ends, as shells have it.
const EXIT_INTERRUPTED: i32 = 130;
/// The longest wait for standard error to be read, before the program ends.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);

/// Gateways that serve until the program is interrupted. All of it runs on the gateway's threads, so that no handler delays the end.
pub(super) struct Session {
    pub(super) gateways: Vec<Gateway>,
    pub(super) log: LogWriter,
    pub(super) runtime: Arc<GatewayRuntime>,
}

/// The text that says where the gateways are, for standard output, and the notes for standard error.
pub(super) struct Announcement {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

impl Session {
    /// Serves until it is interrupted. It returns when every handler has finished, and otherwise ends the process.
    pub(super) async fn attend(self, announcement: Announcement) -> Result {
        // Before the text says that Ctrl-C stops it.
        let mut interrupts = Interrupts::listen();
        write_stdout(&announcement.text)?;
        for note in announcement.notes {
            self.log.write(format!("note: {note}"));
        }
        interrupts.next().await;
        if !self.close(&mut interrupts).await {
            self.exit().await;
        }
        self.log.flush(FLUSH_TIMEOUT).await;
        let runtime = self.runtime.clone();
        runtime.handle().spawn(self.see_off(interrupts));
        Ok(())
    }

    /// Closes the gateways; a second interrupt does not wait. Returns `true` if every handler has finished.
    async fn close(&self, interrupts: &mut Interrupts) -> bool {
        let open: usize = self.gateways.iter().map(|gateway| gateway.connections().len()).sum();
        self.log.write(format!("closing {open} connections; Ctrl-C again to stop at once"));
        tokio::select! {
            are_done = join_all(self.gateways.iter().map(Gateway::close)) => are_done.iter().all(|is_done| *is_done),
            () = interrupts.next() => false,
        }
    }

    /// Ends the process if the program does not: its runtime waits for blocking threads that handlers have left behind.
    async fn see_off(self, mut interrupts: Interrupts) {
        _ = timeout(limits::INTEGRATION_TIMEOUT, interrupts.next()).await;
        self.exit().await;
    }

    /// Ends the process, whatever its threads do.
    async fn exit(&self) {
        self.log.write("stopped; some handlers did not finish".to_owned());
        self.log.flush(FLUSH_TIMEOUT).await;
        process::exit(EXIT_INTERRUPTED);
    }
}
