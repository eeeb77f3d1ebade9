use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use serde::Serialize;
use tracing::{Span, debug, error, error_span, info, warn};

use crate::{
    event::{Event, EventKind},
    excerpt::{excerpt, excerpt_of},
    extract::Rejection,
    function_error::FunctionError,
    handler::{BoxFuture, HandlerOutcome},
    panic::{CaughtPanic, catch, drop_quietly},
    response::{LambdaResponse, ProxyResponse},
};

type HandlerResult = Result<LambdaResponse, FunctionError>;

/// The maximum length of a route key and of an id in the span of an event, in characters.
const KEY_LIMIT: usize = 128;
const ID_LIMIT: usize = 64;

/// The handling of one event: a future of the reply. It never panics: a handler's panic is a [`FunctionError`]. The log lines
/// of the router and of the handler are in a span with the event's route key, connection id and request id.
pub struct ResponseFuture {
    progress: Progress,
    span: Span,
}

enum Progress {
    /// Decided before the handler ran.
    Decided(HandlerResult),
    Running(BoxFuture<HandlerResult>),
    /// Nothing is left to do.
    Over,
}

impl ResponseFuture {
    pub(super) fn new(
        event: Result<Event<'_>, FunctionError>,
        serve: impl FnOnce(&Event<'_>) -> HandlerOutcome,
    ) -> Self {
        let event = match event {
            Ok(event) => event,
            Err(error) => return ResponseFuture { progress: failed(error), span: Span::current() },
        };
        // Of the highest level, so that whatever is logged has it.
        let span = error_span!(
            "event",
            routeKey = &*excerpt_of(event.route_key(), KEY_LIMIT),
            connectionId = &*excerpt_of(event.connection_id(), ID_LIMIT),
            requestId = &*excerpt_of(event.request_id(), ID_LIMIT),
        );
        let progress = span.in_scope(|| match catch(|| serve(&event)) {
            Ok(HandlerOutcome::Running(future)) => Progress::Running(future),
            Ok(HandlerOutcome::Failed(error)) => failed(error),
            Ok(HandlerOutcome::Rejected(rejection)) => rejected(&rejection, &event),
            Err(panic) => Progress::Decided(Err(panicked(&panic))),
        });
        ResponseFuture { progress, span }
    }
}

impl Future for ResponseFuture {
    type Output = HandlerResult;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<HandlerResult> {
        let ResponseFuture { progress, span } = &mut *self;
        let _entered = span.enter();
        match std::mem::replace(progress, Progress::Over) {
            Progress::Decided(served) => Poll::Ready(served),
            Progress::Running(mut future) => match catch(|| future.as_mut().poll(context)) {
                Ok(Poll::Pending) => {
                    *progress = Progress::Running(future);
                    Poll::Pending
                }
                Ok(Poll::Ready(served)) => Poll::Ready(finished(served, future)),
                Err(panic) => {
                    let error = panicked(&panic);
                    // It has failed already.
                    _ = drop_quietly(future);
                    Poll::Ready(Err(error))
                }
            },
            Progress::Over => panic!("a future is not polled after it is done"),
        }
    }
}

/// A handler that is cancelled may panic in what it drops.
impl Drop for ResponseFuture {
    fn drop(&mut self) {
        let ResponseFuture { progress, span } = self;
        if let Progress::Running(future) = std::mem::replace(progress, Progress::Over) {
            let _entered = span.enter();
            _ = drop_quietly(future).map_err(|panic| panicked(&panic));
        }
    }
}

/// The end of a handler, which is logged once.
fn finished(served: HandlerResult, future: BoxFuture<HandlerResult>) -> HandlerResult {
    let dropped = drop_quietly(future).map_err(|panic| panicked(&panic));
    match &served {
        Ok(reply) if dropped.is_ok() => debug!(status = reply.status(), "handled"),
        Ok(_) => {}
        Err(error) => log_failure(error),
    }
    dropped.and(served)
}

fn failed(error: FunctionError) -> Progress {
    log_failure(&error);
    Progress::Decided(Err(error))
}

fn log_failure(error: &FunctionError) {
    match *error == FunctionError::unauthorized() {
        true => info!("unauthorized"),
        false => error!(errorType = error.error_type(), error = error.message(), "failed"),
    }
}

/// The error that a panic is, logged with its place.
fn panicked(panic: &CaughtPanic) -> FunctionError {
    let error = FunctionError::new("WebsocketApi.Panic", format!("the handler panicked: {panic}"));
    error!(errorType = error.error_type(), error = error.message(), place = panic.place(), "failed");
    error
}

/// Answers a client whose message or handshake the handler cannot take, in the form of API Gateway's errors. An authorizer that
/// cannot read the credentials answers 401.
fn rejected(rejection: &Rejection, event: &Event<'_>) -> Progress {
    if rejection.status() >= 500 {
        return failed(FunctionError::new("WebsocketApi.Rejected", rejection.message()));
    }
    let reason = &*excerpt(rejection.message());
    let reply = match event.kind() {
        EventKind::Authorizer => Err(FunctionError::unauthorized()),
        _ => match frame(rejection.status(), reason, event) {
            Ok(reply) => Ok(reply),
            Err(error) => return failed(error),
        },
    };
    // A field and not the message: what a client sent must not look like lines of the log.
    warn!(status = rejection.status(), reason, "rejected");
    Progress::Decided(reply)
}

/// An error as API Gateway writes its own.
fn frame(status: u16, message: &str, event: &Event<'_>) -> HandlerResult {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Body<'a> {
        message: &'a str,
        connection_id: &'a str,
        request_id: &'a str,
    }

    let body = Body { message, connection_id: event.connection_id(), request_id: event.request_id() };
    let body = serde_json::to_string(&body)
        .map_err(|error| FunctionError::new(FunctionError::REPLY, error.to_string()))?;
    LambdaResponse::message(ProxyResponse::status(status).body(body))
}

impl fmt::Debug for ResponseFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseFuture")
    }
}
