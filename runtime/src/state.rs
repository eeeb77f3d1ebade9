use std::{
    error::Error,
    fmt,
    sync::{Arc, OnceLock},
};

use crate::handler::BoxFuture;

type BoxError = Box<dyn Error + Send + Sync>;

/// Makes the state when it is needed: a program that prints its template needs none.
#[derive(Clone)]
pub(crate) struct Prepare(Arc<dyn Fn() -> BoxFuture<Result<(), BoxError>> + Send + Sync>);

impl Prepare {
    pub(crate) fn new<S, F, Fut, E>(state: Arc<OnceLock<S>>, make: F) -> Self
    where
        S: Send + Sync + 'static,
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<S, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Prepare(Arc::new(move || {
            let (state, made) = (state.clone(), make());
            Box::pin(async move {
                let made = made.await.map_err(Into::into)?;
                // Whoever was first has made it.
                let _ = state.set(made);
                Ok(())
            })
        }))
    }

    pub(crate) async fn run(&self) -> Result<(), BoxError> {
        (self.0)().await
    }
}

impl fmt::Debug for Prepare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prepare")
    }
}
