use std::{
    error::Error,
    fmt,
    future::poll_fn,
    sync::{Arc, OnceLock},
    task::Poll,
};

use crate::{
    handler::BoxFuture,
    panic::{CaughtPanic, catch, drop_quietly},
};

type BoxError = Box<dyn Error + Send + Sync>;

/// The error of a state that could not be made.
#[derive(Debug)]
pub struct StateError(BoxError);

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the API's state could not be made")
    }
}

impl Error for StateError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

/// Makes the state when it is needed: a program that prints its template needs none.
#[derive(Clone)]
pub(crate) struct StateInitializer(Arc<dyn Fn() -> BoxFuture<Result<(), BoxError>> + Send + Sync>);

impl StateInitializer {
    pub(crate) fn new<S, F, Fut, E>(state: Arc<OnceLock<S>>, make: F) -> Self
    where
        S: Send + Sync + 'static,
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<S, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        StateInitializer(Arc::new(move || {
            let (state, made) = (state.clone(), make());
            Box::pin(async move {
                let made = made.await.map_err(Into::into)?;
                // Another task may have set the state first.
                let _ = state.set(made);
                Ok(())
            })
        }))
    }

    /// Makes it. A panic on the way is an error like others: Lambda hears of no other.
    pub(crate) async fn run(&self) -> Result<(), StateError> {
        self.make().await.map_err(StateError)
    }

    async fn make(&self) -> Result<(), BoxError> {
        let mut making = catch(|| (self.0)()).map_err(|panic| panicked(&panic))?;
        let made = poll_fn(|context| match catch(|| making.as_mut().poll(context)) {
            Ok(poll) => poll,
            Err(panic) => Poll::Ready(Err(panicked(&panic))),
        });
        let made = made.await;
        drop_quietly(making).map_err(|panic| panicked(&panic))?;
        made
    }
}

fn panicked(panic: &CaughtPanic) -> BoxError {
    match panic.place() {
        Some(place) => format!("its constructor panicked at {place}: {panic}").into(),
        None => format!("its constructor panicked: {panic}").into(),
    }
}

impl fmt::Debug for StateInitializer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StateInitializer")
    }
}
