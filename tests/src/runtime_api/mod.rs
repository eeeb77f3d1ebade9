//! [Lambda's Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), for programs under test.

mod ledger;
mod outcome;
mod server;
mod violation;

use std::{future::Future, net::SocketAddr, sync::Arc, thread, time::Duration};

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

use self::ledger::Ledger;
pub use self::outcome::{FunctionError, Outcome};

/// The region that everything pretends to be in.
pub const REGION: &str = "us-east-1";
/// The name of every function.
pub const FUNCTION_NAME: &str = "function-under-test";
/// Its ARN.
pub const FUNCTION_ARN: &str = "arn:aws:lambda:us-east-1:123456789012:function:function-under-test";
/// How long a program may take for anything, unless a test says otherwise: no program needs it, a busy machine might.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A Runtime API that one program talks to. Dropping it panics if the program broke the protocol and no test asked.
#[derive(Debug)]
pub struct RuntimeApi {
    address: SocketAddr,
    patience: Duration,
    ledger: Arc<Ledger>,
    server: JoinHandle<()>,
}

impl RuntimeApi {
    /// Listens on a free port of this machine.
    ///
    /// # Panics
    /// When there is none.
    pub async fn start() -> Self {
        Self::with_patience(PATIENCE).await
    }

    /// Listens, with a time limit of its own. The program sees it as the deadline of each invocation.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn with_patience(patience: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let ledger = Arc::new(Ledger::new(patience));
        let server = tokio::spawn(server::serve(listener, ledger.clone()));
        Self { address, patience, ledger, server }
    }

    /// The value of `AWS_LAMBDA_RUNTIME_API`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The time limit.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// Hands out an event and waits for the outcome.
    ///
    /// # Panics
    /// When it does not come in time, or the program broke the protocol.
    pub async fn invoke(&self, event: impl Into<Vec<u8>>) -> Outcome {
        let outcome = self.in_time("answer", self.send(event).outcome()).await;
        self.check();
        outcome
    }

    /// Hands out an event, for a test that does not want to wait yet. There is no time limit.
    pub fn send(&self, event: impl Into<Vec<u8>>) -> Invocation {
        let (request_id, answer) = self.ledger.open(event.into());
        Invocation { request_id, answer }
    }

    /// Waits for the first `next`: the program is ready.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn polled(&self) {
        self.in_time("ask for an event", self.ledger.polled()).await;
    }

    /// Waits until the program says that it could not start.
    ///
    /// # Panics
    /// When it does not in time.
    pub async fn init_error(&self) -> FunctionError {
        self.in_time("report that it cannot start", self.ledger.init_error()).await
    }

    /// What the program did against the protocol since the last call: a test that asks decides itself.
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

    async fn in_time<T>(&self, what: &str, wait: impl Future<Output = T>) -> T {
        let Ok(result) = timeout(self.patience, wait).await else {
            panic!("the program did not {what} within {:?}", self.patience)
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

/// An event on its way.
#[derive(Debug)]
pub struct Invocation {
    request_id: String,
    answer: oneshot::Receiver<Outcome>,
}

impl Invocation {
    /// The id that the program sees.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Waits for the outcome.
    ///
    /// # Panics
    /// When the [`RuntimeApi`] is gone.
    pub async fn outcome(self) -> Outcome {
        self.answer.await.expect("a Runtime API to answer to")
    }
}
