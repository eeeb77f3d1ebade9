use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::{
    api::WebSocketApi, error::Result, handler::BoxFuture, stack::Stack, state_provided::StateProvided,
};

impl<S> WebSocketApi<S> {
    /// Runs the program. Started by Lambda, it serves the API's events (feature `lambda`); started by hand, it does what its
    /// command line asks for, which `--help` lists (feature `cli`).
    ///
    /// A wrong command line ends the process with one line on standard error and exit code 2. On Lambda, logs go to standard
    /// output as `lambda_runtime` writes them (`AWS_LAMBDA_LOG_FORMAT` and `AWS_LAMBDA_LOG_LEVEL` or `RUST_LOG` decide how),
    /// unless the program has set a `tracing` subscriber.
    ///
    /// # Errors
    /// If something could not be done; returned from `main` it is one line and exit code 1.
    pub fn run(self) -> Run
    where
        S: StateProvided,
    {
        Run(Box::pin(run_app(S::given(self))))
    }
}

async fn run_app(api: WebSocketApi) -> Result {
    if is_on_lambda() {
        return serve(vec![api]).await;
    }
    #[cfg(feature = "cli")]
    return crate::cli::run(&crate::cli::Program {
        apis: std::slice::from_ref(&api),
        template: &|| api.template(),
    })
    .await;
    #[cfg(not(feature = "cli"))]
    Err(crate::run_error::RunError::NotOnLambda.into())
}

/// The future of [`WebSocketApi::run`].
#[must_use = "a program runs when this is awaited"]
pub struct Run(BoxFuture<Result>);

impl Future for Run {
    type Output = Result;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Run")
    }
}

impl Stack {
    /// Runs the program, as [`WebSocketApi::run`] does for one API.
    ///
    /// # Errors
    /// As [`WebSocketApi::run`].
    pub async fn run(self) -> Result {
        if is_on_lambda() {
            return serve(self.into_apis()).await;
        }
        #[cfg(feature = "cli")]
        return crate::cli::run(&crate::cli::Program { apis: self.apis(), template: &|| self.template() })
            .await;
        #[cfg(not(feature = "cli"))]
        Err(crate::run_error::RunError::NotOnLambda.into())
    }
}

fn is_on_lambda() -> bool {
    std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

#[cfg(feature = "lambda")]
async fn serve(apis: Vec<WebSocketApi>) -> Result {
    crate::lambda::serve(select_router(apis)).await
}

/// Returns the router of the API that the function's environment names; an artifact of one API needs no name.
#[cfg(feature = "lambda")]
async fn select_router(apis: Vec<WebSocketApi>) -> Result<crate::router::Router> {
    let name = std::env::var(websocket_api_model::limits::API_VARIABLE).ok();
    let is_alone = apis.len() == 1;
    let mut apis = apis.into_iter();
    match apis.find(|api| is_alone || Some(&*api.declaration().type_name) == name.as_deref()) {
        Some(api) => api.into_router().await,
        None => Err(crate::run_error::RunError::ApiNotFound { name }.into()),
    }
}

#[cfg(not(feature = "lambda"))]
async fn serve(_: Vec<WebSocketApi>) -> Result {
    Err(crate::run_error::RunError::WithoutLambda.into())
}
