use tokio::signal;

/// Ctrl-C and SIGTERM. Listening begins when the value is made, so that no signal is lost before it is awaited.
#[cfg(unix)]
pub(super) struct Interrupts {
    interrupt: Option<signal::unix::Signal>,
    terminate: Option<signal::unix::Signal>,
}

#[cfg(unix)]
impl Interrupts {
    pub(super) fn listen() -> Self {
        use signal::unix::{SignalKind, signal};

        Interrupts {
            interrupt: signal(SignalKind::interrupt()).ok(),
            terminate: signal(SignalKind::terminate()).ok(),
        }
    }

    /// Waits for one.
    pub(super) async fn next(&mut self) {
        async fn next(signals: &mut Option<signal::unix::Signal>) {
            match signals {
                Some(signals) => _ = signals.recv().await,
                None => std::future::pending().await,
            }
        }

        tokio::select! {
            () = next(&mut self.interrupt) => {}
            () = next(&mut self.terminate) => {}
        }
    }
}

/// Ctrl-C.
#[cfg(not(unix))]
pub(super) struct Interrupts;

#[cfg(not(unix))]
impl Interrupts {
    pub(super) fn listen() -> Self {
        Interrupts
    }

    /// Waits for one.
    pub(super) async fn next(&mut self) {
        _ = signal::ctrl_c().await;
    }
}
