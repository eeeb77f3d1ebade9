use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, MutexGuard},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::sync::{Mutex as AsyncMutex, mpsc, oneshot, watch};

use super::{FunctionError, Outcome, violation::Violation};

/// What became of each invocation, and of the program.
#[derive(Debug)]
pub struct Ledger {
    patience: Duration,
    entries: Mutex<Entries>,
    queue: mpsc::UnboundedSender<Event>,
    // Only the poll that holds it can take an event, so none is lost with a connection that breaks while it waits.
    waiting: AsyncMutex<mpsc::UnboundedReceiver<Event>>,
    polled: watch::Sender<bool>,
    init_error: watch::Sender<Option<FunctionError>>,
}

#[derive(Debug, Default)]
struct Entries {
    standings: HashMap<String, Standing>,
    running: Option<String>,
    violations: Vec<String>,
}

#[derive(Debug)]
enum Standing {
    Queued(oneshot::Sender<Outcome>),
    Running(oneshot::Sender<Outcome>),
    Answered,
}

impl Entries {
    fn run(&mut self, id: &str) {
        let Some(standing) = self.standings.get_mut(id) else { return };
        if let Standing::Queued(sender) = mem::replace(standing, Standing::Answered) {
            *standing = Standing::Running(sender);
            self.running = Some(id.to_owned());
        }
    }
}

/// What `next` hands out.
#[derive(Debug)]
pub struct Event {
    pub request_id: String,
    pub trace_id: String,
    /// In milliseconds since 1970.
    pub deadline: u128,
    pub body: Vec<u8>,
}

impl Ledger {
    pub fn new(patience: Duration) -> Self {
        let (queue, waiting) = mpsc::unbounded_channel();
        Self {
            patience,
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
        let number = entries.standings.len() + 1;
        let request_id = format!("8476a536-e9f4-11e8-9739-{number:012x}");
        entries.standings.insert(request_id.clone(), Standing::Queued(sender));
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
        let deadline = SystemTime::now() + self.patience;
        event.deadline = deadline.duration_since(UNIX_EPOCH).expect("a clock after 1970").as_millis();
        Ok(event)
    }

    pub fn answer(&self, id: &str, outcome: Outcome) -> Result<(), Violation> {
        let mut entries = self.entries();
        let Some(standing) = entries.standings.get_mut(id) else {
            return Err(Violation::request_id(format!("unknown id {id}, answered with {outcome:?}")));
        };
        match mem::replace(standing, Standing::Answered) {
            Standing::Running(sender) => {
                entries.running = None;
                // Nobody listens if the test gave up; it has panicked then.
                _ = sender.send(outcome);
                Ok(())
            }
            Standing::Answered => Err(Violation::state(format!("{id} was answered again, with {outcome:?}"))),
            queued @ Standing::Queued(_) => {
                *standing = queued;
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

    pub async fn polled(&self) {
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
