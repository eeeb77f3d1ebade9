use std::sync::Arc;

use tracing::info;

use super::{
    close_reason::CloseReason,
    connection::Connection,
    deployment::{Deployment, Outcome, Route},
    event,
    frame::{error_frame, text},
    invocation::Invocation,
};

/// What is said to a client instead of an answer, and its status in the access log.
type Refusal = (u16, &'static str);

/// Takes a message to the route that it selects: what comes back to the client, if anything does.
pub(super) fn handle(
    deployment: Arc<Deployment>,
    connection: Arc<Connection>,
    body: &str,
) -> impl Future<Output = Option<String>> + Send + use<> {
    // Before anything waits: what the message was read into is free for the next one.
    let (mut invocation, taken) = take(&deployment, &connection, body);
    async move {
        let (status, message) = match taken {
            Err(refusal) => refusal,
            Ok((route, event)) => match deployment.integrate(&route, event, &mut invocation).await {
                Outcome::Reply(reply) => {
                    deployment.log(&connection, &invocation, reply.status());
                    return reply
                        .into_proxy()
                        .and_then(|response| response.body)
                        .filter(|_| route.return_response);
                }
                Outcome::Failed(_) => (500, text::INTERNAL),
                Outcome::TimedOut => (504, text::TIMED_OUT),
            },
        };
        invocation.error = Some(message);
        deployment.log(&connection, &invocation, status);
        Some(error_frame(message, &connection.id, &invocation.request_id))
    }
}

/// A route, and the event for it.
type Taken = Result<(Arc<Route>, Vec<u8>), Refusal>;

/// The route of a message.
fn take(deployment: &Deployment, connection: &Connection, body: &str) -> (Invocation, Taken) {
    let Some((key, route)) = deployment.select(body) else {
        return (Invocation::message(""), Err((403, text::FORBIDDEN)));
    };
    let mut invocation = Invocation::message(key);
    if !route.admits() {
        return (invocation, Err((429, text::THROTTLED)));
    }
    if let Some(mismatch) = route.model.as_ref().and_then(|model| model.mismatch(body)) {
        info!(route_key = key, reason = mismatch, "refused: the message is not what the route takes");
        invocation.validation_error = Some(mismatch);
        return (invocation, Err((400, text::INVALID_BODY)));
    }
    let event = event::message(deployment, connection, &invocation, body);
    (invocation, Ok((route.clone(), event)))
}

/// Tells the handler of `$disconnect`, if there is one.
pub(super) async fn disconnected(deployment: &Deployment, connection: &Connection, end: &CloseReason) {
    let mut invocation = Invocation::disconnect(end);
    let mut status = 200;
    if let Some(route) = deployment.routes.get("$disconnect").filter(|route| route.is_served()) {
        let event = event::disconnect(deployment, connection, &invocation, end.code, &end.reason);
        status = match deployment.integrate(route, event, &mut invocation).await {
            Outcome::Reply(reply) => reply.status(),
            Outcome::Failed(_) => 500,
            Outcome::TimedOut => 504,
        };
    }
    deployment.log(connection, &invocation, status);
}
