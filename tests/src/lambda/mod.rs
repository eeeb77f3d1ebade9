//! A program, run as Lambda runs it.

mod environment;
mod logs;

use std::{
    future::Future,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use tokio::time::{sleep, timeout};

use self::logs::Logs;
use crate::runtime_api::{FunctionError, Outcome, RuntimeApi};

/// A running program and the Runtime API that it talks to. Dropping it kills the program.
#[derive(Debug)]
pub struct Lambda {
    child: Mutex<Child>,
    logs: Logs,
    api: RuntimeApi,
}

impl Lambda {
    /// Starts a program with the environment that Lambda would give it, and these variables, which come last.
    ///
    /// # Panics
    /// If the program cannot be started.
    pub async fn start(program: impl AsRef<Path>, env: &[(&str, &str)]) -> Self {
        Self::start_with(RuntimeApi::start().await, program, env)
    }

    /// Starts a program that polls this API.
    ///
    /// # Panics
    /// If the program cannot be started.
    pub fn start_with(api: RuntimeApi, program: impl AsRef<Path>, env: &[(&str, &str)]) -> Self {
        let program = program.as_ref();
        let mut child = Command::new(program)
            .env_clear()
            .envs(environment::inherited_variables())
            .envs(environment::lambda_variables(api.address()))
            .envs(env.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let logs = Logs::default();
        logs.collect(child.stdout.take().expect("a pipe"));
        logs.collect(child.stderr.take().expect("a pipe"));
        Self { child: Mutex::new(child), logs, api }
    }

    /// Returns the API that the program polls.
    pub fn api(&self) -> &RuntimeApi {
        &self.api
    }

    /// Returns the ID of the process.
    pub fn process_id(&self) -> u32 {
        self.child().id()
    }

    /// Sends an event to the program and waits for the outcome. If the program exits instead, the outcome is Lambda's error for
    /// it, `Runtime.ExitError`.
    ///
    /// # Panics
    /// If neither comes in time, or if the program broke the protocol. The message has the logs.
    pub async fn invoke(&self, event: impl Into<Vec<u8>>) -> Outcome {
        let invocation = self.api.send(event);
        let request_id = invocation.request_id().to_owned();
        let outcome = match self.unless_exited("answer", invocation.outcome()).await {
            Ok(outcome) => outcome,
            Err(status) => Outcome::Error(exit_error(&request_id, status)),
        };
        let violations = self.api.take_violations().join("\n");
        assert!(
            violations.is_empty(),
            "the program broke the protocol:\n{violations}\nits logs are:\n{}",
            self.logs()
        );
        outcome
    }

    /// Waits for the first `next`: the program is ready.
    ///
    /// # Panics
    /// If the poll does not come in time, or the program ends.
    pub async fn wait_for_poll(&self) {
        self.while_running("ask for an event", self.api.ledger().wait_for_poll()).await;
    }

    /// Waits until the program reports that it could not start.
    ///
    /// # Panics
    /// If the report does not come in time, or the program ends without it.
    pub async fn init_error(&self) -> FunctionError {
        self.while_running("report that it cannot start", self.api.ledger().init_error()).await
    }

    /// Returns the program's output so far, both streams in one, in complete lines.
    pub fn logs(&self) -> String {
        self.logs.text()
    }

    /// Waits for a line that contains this text, and returns the line. Earlier lines count.
    ///
    /// # Panics
    /// If no such line comes in time, or the program ends without it.
    pub async fn wait_for_log(&self, text: &str) -> String {
        let line = timeout(self.api.timeout(), self.logs.line_with(text)).await;
        line.ok().flatten().unwrap_or_else(|| self.give_up(&format!("write {text:?}")))
    }

    /// Returns `true` while the program runs.
    ///
    /// # Panics
    /// If the state of the process is unknown.
    pub fn is_running(&self) -> bool {
        self.status().is_none()
    }

    /// Waits until the program exits. The logs are complete then.
    ///
    /// # Panics
    /// If the program does not exit in time.
    pub async fn exit(&self) -> ExitStatus {
        timeout(self.api.timeout(), self.wait_for_exit()).await.unwrap_or_else(|_| self.give_up("end"))
    }

    async fn while_running<T>(&self, what: &str, wait: impl Future<Output = T>) -> T {
        self.unless_exited(what, wait).await.unwrap_or_else(|_| self.give_up(what))
    }

    /// Returns the result, or the exit status if the program exits first.
    async fn unless_exited<T>(&self, what: &str, wait: impl Future<Output = T>) -> Result<T, ExitStatus> {
        let either = async {
            tokio::select! {
                // The last action of a program counts.
                biased;
                result = wait => Ok(result),
                status = self.wait_for_exit() => Err(status),
            }
        };
        timeout(self.api.timeout(), either).await.unwrap_or_else(|_| self.give_up(what))
    }

    async fn wait_for_exit(&self) -> ExitStatus {
        loop {
            if let Some(status) = self.status() {
                // The last lines of output may still be unread.
                self.logs.wait_until_closed().await;
                return status;
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    fn status(&self) -> Option<ExitStatus> {
        self.child().try_wait().expect("a child process")
    }

    fn child(&self) -> MutexGuard<'_, Child> {
        self.child.lock().expect("no panic under the lock")
    }

    fn give_up(&self, what: &str) -> ! {
        let state = match self.status() {
            Some(status) => format!("ended ({status})"),
            None => format!("still runs after {:?}", self.api.timeout()),
        };
        panic!("the program did not {what}; it {state}, and its logs are:\n{}", self.logs())
    }
}

impl Drop for Lambda {
    fn drop(&mut self) {
        let mut child = self.child();
        // Both fail only for a program that has ended.
        _ = child.kill();
        _ = child.wait();
    }
}

/// The error that Lambda returns for a function whose program exited, except that a signal has Rust's name.
fn exit_error(request_id: &str, status: ExitStatus) -> FunctionError {
    let reason = match status.code() {
        Some(0) => "Runtime exited without providing a reason".to_owned(),
        // `ExitStatus` would put a colon before the code.
        Some(code) => format!("Runtime exited with error: exit status {code}"),
        None => format!("Runtime exited with error: {status}"),
    };
    FunctionError {
        error_type: "Runtime.ExitError".to_owned(),
        message: format!("RequestId: {request_id} Error: {reason}"),
    }
}
