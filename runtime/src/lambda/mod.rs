//! Serves the events that Lambda hands over.

mod hand_over;
mod panic_hook;
mod payload;

use lambda_runtime::{Diagnostic, Runtime, layers::TracingLayer};
use lambda_runtime_api_client::{Client, build_request};
use tracing::{dispatcher, warn};
use websocket_api_model::{error_chain, limits};

pub use payload::LambdaPayload;

use crate::{Error, FunctionError, Result, Router, RunError, WebSocketApi};
use hand_over::{HandOver, Taking};

/// Serves one of the APIs until Lambda ends the process.
pub(crate) async fn serve(apis: Vec<WebSocketApi>) -> Result {
    if !dispatcher::has_been_set() {
        lambda_runtime::tracing::init_default_subscriber();
    }
    check_environment()?;
    panic_hook::install();
    let router = match start(apis).await {
        Ok(router) => router,
        Err(error) => {
            report(&error).await;
            return Err(error);
        }
    };
    let runtime = Runtime::new(Taking(router)).layer(HandOver).layer(TracingLayer::new());
    runtime.run_concurrent().await.map_err(|error| RunError::RuntimeApi(error).into())
}

/// `lambda_runtime` panics where one of these is missing.
fn check_environment() -> Result {
    let check = |name, holds: fn(&str) -> bool| match std::env::var(name) {
        Ok(value) if holds(&value) => Ok(()),
        _ => Err(RunError::MissingVariable { name }.into()),
    };
    check("AWS_LAMBDA_FUNCTION_NAME", |_| true)?;
    check("AWS_LAMBDA_FUNCTION_VERSION", |_| true)?;
    check("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", |size| size.parse::<i32>().is_ok())
}

async fn start(apis: Vec<WebSocketApi>) -> Result<Router> {
    let name = std::env::var(limits::API_VARIABLE).ok();
    let several = apis.len() > 1;
    let api = apis.into_iter().find(|api| !several || Some(&*api.declaration().type_name) == name.as_deref());
    match api {
        Some(api) => api.into_router().await,
        None => Err(RunError::ApiNotFound { name }.into()),
    }
}

/// Tells Lambda why the function cannot start. `lambda_runtime` does so for its own reasons only.
async fn report(error: &Error) {
    let diagnostic = Diagnostic::from(FunctionError::new("WebsocketApi.Init", error_chain(error)));
    if let Err(problem) = post_init_error(&diagnostic).await {
        warn!("Lambda could not be told of the error: {problem}");
    }
}

async fn post_init_error(diagnostic: &Diagnostic) -> std::result::Result<(), lambda_runtime::Error> {
    let request = build_request()
        .method("POST")
        .uri("/2018-06-01/runtime/init/error")
        .header("lambda-runtime-function-error-type", &diagnostic.error_type)
        .body(serde_json::to_string(diagnostic)?.into())?;
    Client::builder().build()?.call(request).await?;
    Ok(())
}
