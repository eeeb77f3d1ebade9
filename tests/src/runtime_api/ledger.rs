use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, MutexGuard},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::sync::{Mutex as AsyncMutex, mpsc, oneshot, watch};

use super::{FunctionError, Outcome, violation::Violation};

/// The state of each invocation and of the program.
#[derive(Debug)]
pub struct Ledger {
    timeout: Duration,
    entries: Mutex<Entries>,
    queue: mpsc::UnboundedSender<Event>,
    // Only the poll that holds it can take an event, so none is lost with a connection that breaks while it waits.
    waiting: AsyncMutex<mpsc::UnboundedReceiver<Event>>,
    polled: watch::Sender<bool>,
    init_error: watch::Sender<Option<FunctionError>>,
}

#[derive(Debug, Default)]
struct Entries {
    states: HashMap<String, InvocationState>,
    running: Option<String>,
    violations: Vec<String>,
}

#[derive(Debug)]
enum InvocationState {
    Queued(oneshot::Sender<Outcome>),
    Running(oneshot::Sender<Outcome>),
    Answered,
}

impl Entries {
    fn run(&mut self, id: &str) {
        let Some(state) = self.states.get_mut(id) else { return };
        if let InvocationState::Queued(sender) = mem::replace(state, InvocationState::Answered) {
            *state = InvocationState::Running(sender);
            self.running = Some(id.to_owned());
        }
    }
}

/// An event that `next` returns.
#[derive(Debug)]
pub struct Event {
    pub request_id: String,
    pub trace_id: String,
    /// The deadline in milliseconds since 1970.
    pub deadline: u128,
    pub body: Vec<u8>,
}

impl Ledger {
    pub fn new(timeout: Duration) -> Self {
        let (queue, waiting) = mpsc::unbounded_channel();
        Self {
            timeout,
            entries: Mutex::default(),
            queue,
            waiting: AsyncMutex::new(waiting),
            polled: watch::Sender::new(false),
            init_error: watch::Sender::new(None),
        }
    }

    pub fn open(&self, body: Vec<u8>) -> (String, oneshot::Receiver<Outcome>) {
        let (sender, receiver) = oneshot::channel();
        let mut entries = self.entries();
        let number = entries.states.len() + 1;
        let request_id = format!("8476a536-e9f4-11e8-9739-{number:012x}");
        entries.states.insert(request_id.clone(), InvocationState::Queued(sender));
        drop(entries);
        let event = Event {
            request_id: request_id.clone(),
            trace_id: format!("Root=1-5bef4de7-ad49b0e87f6e{number:012x};Parent=9a9197af755a6419;Sampled=0"),
            deadline: 0,
            body,
        };
        self.queue.send(event).expect("a queue that lives as long");
        (request_id, receiver)
    }

    /// Waits for an event.
    pub async fn next(&self) -> Result<Event, Violation> {
        if let Some(id) = &self.entries().running {
            return Err(Violation::state(format!("the next event was asked for before {id} was answered")));
        }
        self.polled.send_replace(true);
        let mut event = self.waiting.lock().await.recv().await.expect("a queue that lives as long");
        self.entries().run(&event.request_id);
        let deadline = SystemTime::now() + self.timeout;
        event.deadline = deadline.duration_since(UNIX_EPOCH).expect("a clock after 1970").as_millis();
        Ok(event)
    }

    pub fn answer(&self, id: &str, outcome: Outcome) -> Result<(), Violation> {
        let mut entries = self.entries();
        let Some(state) = entries.states.get_mut(id) else {
            return Err(Violation::request_id(format!("unknown id {id}, answered with {outcome:?}")));
        };
        match mem::replace(state, InvocationState::Answered) {
            InvocationState::Running(sender) => {
                entries.running = None;
                // The receiver is gone if the test has panicked.
                _ = sender.send(outcome);
                Ok(())
            }
            InvocationState::Answered => {
                Err(Violation::state(format!("{id} was answered again, with {outcome:?}")))
            }
            queued @ InvocationState::Queued(_) => {
                *state = queued;
                Err(Violation::request_id(format!("{id} was answered before it was handed out")))
            }
        }
    }

    pub fn fail_init(&self, error: FunctionError) -> Result<(), Violation> {
        if *self.polled.borrow() {
            return Err(Violation::state(format!(
                "a program that had asked for events cannot start: {error:?}"
            )));
        }
        self.init_error.send_replace(Some(error));
        Ok(())
    }

    pub fn record(&self, violation: &Violation) {
        self.entries().violations.push(violation.message.clone());
    }

    pub fn take_violations(&self) -> Vec<String> {
        mem::take(&mut self.entries().violations)
    }

    pub async fn wait_for_poll(&self) {
        let mut polled = self.polled.subscribe();
        polled.wait_for(|polled| *polled).await.expect("a sender that lives as long");
    }

    pub async fn init_error(&self) -> FunctionError {
        let mut reported = self.init_error.subscribe();
        let error = reported.wait_for(Option::is_some).await.expect("a sender that lives as long");
        error.clone().expect("what was waited for")
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().expect("no panic under the lock")
    }
}
