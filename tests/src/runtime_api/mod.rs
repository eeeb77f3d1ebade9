//! [Lambda's Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), for programs under test.

mod ledger;
mod outcome;
mod server;
mod violation;

use std::{future::Future, net::SocketAddr, sync::Arc, thread, time::Duration};

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

use self::ledger::Ledger;
pub use self::outcome::{FunctionError, Outcome};

/// The Region of every function.
pub const REGION: &str = "us-east-1";
/// The name of every function.
pub const FUNCTION_NAME: &str = "function-under-test";
/// The ARN of every function.
pub const FUNCTION_ARN: &str = "arn:aws:lambda:us-east-1:123456789012:function:function-under-test";
/// The default timeout for each action of a program: long enough for a busy machine.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// A Runtime API for one program. Dropping it panics if the program broke the protocol and no test has read the violations.
#[derive(Debug)]
pub struct RuntimeApi {
    address: SocketAddr,
    timeout: Duration,
    ledger: Arc<Ledger>,
    server: JoinHandle<()>,
}

impl RuntimeApi {
    /// Listens on a free local port.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn start() -> Self {
        Self::with_timeout(DEFAULT_TIMEOUT).await
    }

    /// Listens, with a custom timeout. The program sees it as the deadline of each invocation.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn with_timeout(timeout: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let ledger = Arc::new(Ledger::new(timeout));
        let server = tokio::spawn(server::serve(listener, ledger.clone()));
        Self { address, timeout, ledger, server }
    }

    /// Returns the value of `AWS_LAMBDA_RUNTIME_API`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the timeout.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Sends an event and waits for the outcome.
    ///
    /// # Panics
    /// If the outcome does not arrive in time, or the program broke the protocol.
    pub async fn invoke(&self, event: impl Into<Vec<u8>>) -> Outcome {
        let outcome = self.within_timeout("answer", self.send(event).outcome()).await;
        self.check();
        outcome
    }

    /// Sends an event without waiting and without a timeout.
    pub fn send(&self, event: impl Into<Vec<u8>>) -> Invocation {
        let (request_id, answer) = self.ledger.open(event.into());
        Invocation { request_id, answer }
    }

    /// Waits for the first `next`: the program is ready.
    ///
    /// # Panics
    /// If `next` does not arrive in time.
    pub async fn wait_for_poll(&self) {
        self.within_timeout("ask for an event", self.ledger.wait_for_poll()).await;
    }

    /// Waits until the program reports that it could not start.
    ///
    /// # Panics
    /// If the report does not arrive in time.
    pub async fn init_error(&self) -> FunctionError {
        self.within_timeout("report that it cannot start", self.ledger.init_error()).await
    }

    /// Returns the violations of the protocol since the last call. The caller then judges them.
    pub fn take_violations(&self) -> Vec<String> {
        self.ledger.take_violations()
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    fn check(&self) {
        let violations = self.take_violations();
        assert!(violations.is_empty(), "the program broke the protocol:\n{}", violations.join("\n"));
    }

    async fn within_timeout<T>(&self, what: &str, wait: impl Future<Output = T>) -> T {
        let Ok(result) = timeout(self.timeout, wait).await else {
            panic!("the program did not {what} within {:?}", self.timeout)
        };
        result
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.server.abort();
        if !thread::panicking() {
            self.check();
        }
    }
}

/// An event without an outcome.
#[derive(Debug)]
pub struct Invocation {
    request_id: String,
    answer: oneshot::Receiver<Outcome>,
}

impl Invocation {
    /// Returns the request ID of the event.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Waits for the outcome.
    ///
    /// # Panics
    /// If the [`RuntimeApi`] was dropped.
    pub async fn outcome(self) -> Outcome {
        self.answer.await.expect("a Runtime API to answer to")
    }
}
