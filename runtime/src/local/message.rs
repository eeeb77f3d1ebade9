use std::sync::Arc;

use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    call::Call,
    connection::Connection,
    deployment::{Deployment, Outcome},
    event,
    frame::{error_frame, text},
    socket::End,
};

/// Takes a message to the route that it selects, and what comes back to the client.
pub(super) async fn handle(deployment: Arc<Deployment>, connection: Arc<Connection>, body: Utf8Bytes) {
    let Some((key, route)) = deployment.select(&body) else {
        let mut call = Call::message("");
        return refuse(&deployment, &connection, &mut call, 403, text::FORBIDDEN).await;
    };
    let mut call = Call::message(key);
    if !route.admits() {
        return refuse(&deployment, &connection, &mut call, 429, text::THROTTLED).await;
    }
    let id = call.message_id.clone().unwrap_or_default();
    let event = event::message(&deployment, &connection, &call, &id, &body);
    match deployment.integrate(route, &event, &mut call).await {
        Outcome::Reply(reply) => {
            let status = reply.status();
            if let Some(body) =
                reply.into_proxy().and_then(|response| response.body).filter(|_| route.returns)
            {
                // Who is gone gets no answer, as on AWS.
                _ = connection.send(body.into()).await;
            }
            deployment.log(&connection, &call, status);
        }
        Outcome::Failed(_) => refuse(&deployment, &connection, &mut call, 500, text::INTERNAL).await,
        Outcome::TimedOut => refuse(&deployment, &connection, &mut call, 504, text::TIMED_OUT).await,
    }
}

async fn refuse(
    deployment: &Deployment,
    connection: &Connection,
    call: &mut Call,
    status: u16,
    message: &'static str,
) {
    call.error = Some(message);
    let frame = error_frame(message, &connection.id, &call.request_id);
    _ = connection.send(frame.into()).await;
    deployment.log(connection, call, status);
}

/// Tells the handler of `$disconnect`, if there is one.
pub(super) async fn disconnected(deployment: &Deployment, connection: &Connection, end: &End) {
    let mut call = Call::disconnect();
    let mut status = 200;
    if let Some(route) = deployment.routes.get("$disconnect").filter(|route| route.is_served()) {
        let event = event::disconnect(deployment, connection, &call, end.code, &end.reason);
        status = match deployment.integrate(route, &event, &mut call).await {
            Outcome::Reply(reply) => reply.status(),
            Outcome::Failed(_) => 500,
            Outcome::TimedOut => 504,
        };
    }
    deployment.log(connection, &call, status);
}
