use std::sync::Arc;

use tracing::info;

use super::{
    close_reason::CloseReason,
    connection::Connection,
    event,
    function_runner::FunctionOutcome,
    gateway_state::GatewayState,
    invocation::Invocation,
    response::{error_frame, text},
    route_table::GatewayRoute,
};

/// An error of API Gateway itself: the status in the access log, and the text that the client gets.
type ErrorReply = (u16, &'static str);

/// The route of a message, and the event for the route's function.
type RoutedEvent = (Arc<GatewayRoute>, Vec<u8>);

/// Handles a message on the route that it selects. Returns the reply to the client, if there is one.
pub(super) fn handle(
    state: Arc<GatewayState>,
    connection: Arc<Connection>,
    body: &str,
) -> impl Future<Output = Option<String>> + Send + use<> {
    // Before the first wait, so that the buffer of the message is free for the next one.
    let (mut invocation, routed) = route(&state, &connection, body);
    async move {
        let (status, message) = match routed {
            Err(error) => error,
            Ok((route, event)) => match state.functions.invoke_route(&route, event, &mut invocation).await {
                FunctionOutcome::Response(response) => {
                    state.log_event(&connection, &invocation, response.status);
                    return response.body.filter(|_| route.return_response());
                }
                FunctionOutcome::Failed(_) => (500, text::INTERNAL),
                FunctionOutcome::TimedOut => (504, text::TIMED_OUT),
            },
        };
        invocation.error = Some(message);
        state.log_event(&connection, &invocation, status);
        Some(error_frame(message, &connection.id, &invocation.request_id))
    }
}

fn route(
    state: &GatewayState,
    connection: &Connection,
    body: &str,
) -> (Invocation, Result<RoutedEvent, ErrorReply>) {
    let Some((key, route)) = state.routes.select(body) else {
        return (Invocation::message(""), Err((403, text::FORBIDDEN)));
    };
    let mut invocation = Invocation::message(key);
    if !route.admit() {
        return (invocation, Err((429, text::THROTTLED)));
    }
    if let Some(mismatch) = route.mismatch(body) {
        info!(route_key = key, reason = mismatch, "refused: the message is not what the route takes");
        invocation.validation_error = Some(mismatch);
        return (invocation, Err((400, text::INVALID_BODY)));
    }
    let event = event::message_event(&state.stage, connection, &invocation, body);
    (invocation, Ok((route.clone(), event)))
}

/// Invokes the handler of `$disconnect`, if there is one.
pub(super) async fn disconnect(state: &GatewayState, connection: &Connection, reason: &CloseReason) {
    let mut invocation = Invocation::disconnect(reason);
    let mut status = 200;
    if let Some(route) = state.routes.get("$disconnect").filter(|route| route.is_local()) {
        let event = event::disconnect_event(&state.stage, connection, &invocation, reason);
        status = match state.functions.invoke_route(route, event, &mut invocation).await {
            FunctionOutcome::Response(response) => response.status,
            FunctionOutcome::Failed(_) => 500,
            FunctionOutcome::TimedOut => 504,
        };
    }
    state.log_event(connection, &invocation, status);
}
