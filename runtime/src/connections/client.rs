use std::{error::Error as StdError, sync::OnceLock, time::Duration};

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, body::Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use tokio::time::{Instant, timeout, timeout_at};

use super::{Error, response::Response, retry::AttemptOutcome};

/// The maximum duration of an attempt, from the connection to the end of the response.
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(5);
/// The maximum time that the rest of an answer may take whose status has said all: it is read only so that its connection can be
/// used again.
const REST_TIMEOUT: Duration = Duration::from_millis(500);
/// The maximum duration of a TCP handshake. It is short, because the client can try again.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// The time that an idle connection is kept for the next call. Lambda freezes a function between events. A connection that the other
/// side closed meanwhile loses the next message.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);
/// Bytes of an answer that are read. AWS's have less than one KB.
const BODY_LIMIT: usize = 64 * 1024;

type Client = legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// The one client of the process, made at the first call, so that a cold start does not pay for it.
pub(crate) fn client() -> Result<&'static Client, Error> {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    match CLIENT.get() {
        Some(client) => Ok(client),
        None => {
            let client = build()?;
            Ok(CLIENT.get_or_init(|| client))
        }
    }
}

fn build() -> Result<Client, Error> {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT_TIMEOUT));
    let https = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .map_err(Error::transport)?
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    Ok(legacy::Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE_TIMEOUT)
        .build(https))
}

/// One attempt. A status is an answer, however slowly its body follows: a message of status 200 is delivered. Only what a GET
/// asks for is in the body.
pub(crate) async fn send(client: &Client, request: Request<Full<Bytes>>) -> AttemptOutcome {
    let deadline = Instant::now() + ATTEMPT_TIMEOUT;
    let asks = request.method() == Method::GET;
    let answer = match timeout_at(deadline, client.request(request)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) if is_unsent(&error) => return AttemptOutcome::Unsent(Error::transport(error)),
        Ok(Err(error)) => return AttemptOutcome::Unanswered(Error::transport(error)),
        Err(_) => return AttemptOutcome::Unanswered(Error::Timeout),
    };
    let status = answer.status();
    let mut body = BytesMut::new();
    let read = read_body(answer.into_body(), &mut body);
    let complete = match status.is_success() && !asks {
        true => timeout(REST_TIMEOUT, read).await.is_ok(),
        false => timeout_at(deadline, read).await.is_ok(),
    };
    if !complete && status.is_success() && asks {
        return AttemptOutcome::Unanswered(Error::Timeout);
    }
    AttemptOutcome::Answered(Response { status: status.as_u16(), body: body.freeze() })
}

fn is_unsent(error: &legacy::Error) -> bool {
    // hyper calls a request canceled that it had not begun to write.
    let canceled = |error: &(dyn StdError + 'static)| {
        error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled)
    };
    error.is_connect() || error.source().is_some_and(canceled)
}

/// Reads what comes of a body, up to the limit. A body that breaks off does not unsay its status.
async fn read_body(mut body: Incoming, all: &mut BytesMut) {
    while let Some(Ok(frame)) = body.frame().await {
        if let Some(data) = frame.data_ref() {
            all.extend_from_slice(&data[..data.len().min(BODY_LIMIT - all.len())]);
        }
        if all.len() == BODY_LIMIT {
            break;
        }
    }
}
