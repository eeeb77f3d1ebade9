use std::{
    any::Any,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use serde::Serialize;
use tracing::{Span, debug, error, error_span, info, warn};

use super::Reply;
use crate::{
    FunctionError,
    event::{Event, EventKind},
    extract::Rejection,
    handler::{BoxFuture, Outcome},
    reply::Response,
};

type Served = Result<Reply, FunctionError>;

/// The handling of one event: a future of the reply. It never panics: a handler's panic is a [`FunctionError`]. What it logs,
/// and what the handler logs, is in a span with the event's route key, connection id and request id.
pub struct Handling {
    progress: Progress,
    span: Span,
}

enum Progress {
    Done(Option<Served>),
    Running(BoxFuture<Served>),
}

impl Handling {
    pub(super) fn of(
        event: Result<Event<'_>, FunctionError>,
        serve: impl FnOnce(&Event<'_>) -> Outcome,
    ) -> Self {
        let event = match event {
            Ok(event) => event,
            Err(error) => return Handling { progress: done(Err(error)), span: Span::current() },
        };
        // Of the highest level, so that whatever is logged has it.
        let span = error_span!(
            "event",
            routeKey = event.route_key(),
            connectionId = event.connection_id(),
            requestId = event.request_id(),
        );
        let progress = span.in_scope(|| match caught(|| serve(&event)) {
            Ok(Outcome::Running(future)) => Progress::Running(future),
            Ok(Outcome::Failed(error)) | Err(error) => done(Err(error)),
            Ok(Outcome::Rejected(rejection)) => done(answer(&rejection, &event)),
        });
        Handling { progress, span }
    }
}

fn done(served: Served) -> Progress {
    Progress::Done(Some(served))
}

impl Future for Handling {
    type Output = Served;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Served> {
        let Handling { progress, span } = &mut *self;
        let _entered = span.enter();
        let served = match progress {
            Progress::Done(served) => served.take().expect("a future is not polled after it is done"),
            Progress::Running(future) => match caught(|| future.as_mut().poll(context)) {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(served)) => served,
                Err(error) => Err(error),
            },
        };
        *progress = Progress::Done(None);
        match &served {
            Ok(reply) => debug!(status = reply.status(), "handled"),
            Err(error) if *error == FunctionError::unauthorized() => info!("unauthorized"),
            Err(error) => error!(errorType = error.error_type(), error = error.message(), "failed"),
        }
        Poll::Ready(served)
    }
}

/// The caller sees nothing half changed: what a handler shares is its own to keep whole.
fn caught<T>(run: impl FnOnce() -> T) -> Result<T, FunctionError> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let message = panic_message(&*panic).unwrap_or("no message");
        FunctionError::new("WebsocketApi.Panic", format!("the handler panicked: {message}"))
    })
}

fn panic_message(panic: &(dyn Any + Send)) -> Option<&str> {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str))
}

/// A client that sent what the handler cannot take is told so, in the form of API Gateway's own errors. An authorizer that
/// cannot read the credentials does not know the client.
fn answer(rejection: &Rejection, event: &Event<'_>) -> Served {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Body<'a> {
        message: &'a str,
        connection_id: &'a str,
        request_id: &'a str,
    }

    if rejection.status() >= 500 {
        return Err(FunctionError::new("WebsocketApi.Rejected", rejection.message()));
    }
    // A field and not the message: what a client sent must not look like lines of the log.
    warn!(status = rejection.status(), reason = rejection.message(), "rejected");
    if event.kind() == EventKind::Authorizer {
        return Err(FunctionError::unauthorized());
    }
    let body = Body {
        message: rejection.message(),
        connection_id: event.connection_id(),
        request_id: event.request_id(),
    };
    let body = serde_json::to_string(&body)
        .map_err(|error| FunctionError::new(FunctionError::REPLY, error.to_string()))?;
    Ok(Reply::proxy(Response::status(rejection.status()).body(body)))
}

impl fmt::Debug for Handling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handling")
    }
}
