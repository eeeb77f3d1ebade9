//! Serves a router's events on Lambda.

mod event_layer;
mod panic_hook;
mod payload;

use std::error::Error;

use lambda_runtime::{Diagnostic, Runtime, layers::TracingLayer};
use lambda_runtime_api_client::{Client, build_request};
use tracing::{dispatcher, warn};
use websocket_api_model::error_chain;

pub use payload::LambdaPayload;

use crate::{function_error::FunctionError, router::Router, run_error::RunError};
use event_layer::{EventLayer, RouterService};

/// Serves the router until Lambda ends the process. The router is made after the checks of the environment, so that its errors
/// are logged and reported.
pub(crate) async fn serve<E>(router: impl Future<Output = Result<Router, E>>) -> Result<(), E>
where
    E: Error + From<RunError> + 'static,
{
    if !dispatcher::has_been_set() {
        lambda_runtime::tracing::init_default_subscriber();
    }
    check_environment()?;
    panic_hook::install();
    let router = match router.await {
        Ok(router) => router,
        Err(error) => {
            report(error_chain(&error)).await;
            return Err(error);
        }
    };
    let runtime = Runtime::new(RouterService(router)).layer(EventLayer).layer(TracingLayer::new());
    runtime.run_concurrent().await.map_err(|error| RunError::RuntimeApi(error).into())
}

/// `lambda_runtime` panics where one of these is missing.
fn check_environment() -> Result<(), RunError> {
    let check = |name, holds: fn(&str) -> bool| match std::env::var(name) {
        Ok(value) if holds(&value) => Ok(()),
        _ => Err(RunError::MissingVariable { name }),
    };
    check("AWS_LAMBDA_FUNCTION_NAME", |_| true)?;
    check("AWS_LAMBDA_FUNCTION_VERSION", |_| true)?;
    check("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", |size| size.parse::<i32>().is_ok())
}

/// Reports to Lambda that the function cannot start. `lambda_runtime` reports its own errors only.
async fn report(error: String) {
    let diagnostic = Diagnostic::from(FunctionError::new("WebsocketApi.Init", error));
    if let Err(problem) = post_init_error(&diagnostic).await {
        warn!("Lambda could not be told of the error: {problem}");
    }
}

async fn post_init_error(diagnostic: &Diagnostic) -> Result<(), lambda_runtime::Error> {
    let request = build_request()
        .method("POST")
        .uri("/2018-06-01/runtime/init/error")
        .header("lambda-runtime-function-error-type", &diagnostic.error_type)
        .body(serde_json::to_string(diagnostic)?.into())?;
    Client::builder().build()?.call(request).await?;
    Ok(())
}
