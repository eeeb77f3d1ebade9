use std::{fmt::Display, sync::Arc};

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::CONTENT_TYPE,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::{net::TcpListener, task::JoinSet};

use super::{FUNCTION_ARN, FunctionError, Outcome, ledger::Ledger, violation::Violation};

type Answer = Response<Full<Bytes>>;

/// Serves until the future is dropped, which also closes its connections.
pub async fn serve(listener: TcpListener, ledger: Arc<Ledger>) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        stream.set_nodelay(true).expect("a socket that can be told not to wait");
        let ledger = ledger.clone();
        connections.spawn(async move {
            let service = service_fn(move |request| {
                let ledger = ledger.clone();
                async move { answer(&ledger, request).await }
            });
            // An error is expected: most programs are killed during a poll.
            _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(ledger: &Ledger, request: Request<Incoming>) -> Result<Answer, hyper::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let answer = route(ledger, &head.method, head.uri.path(), body).await;
    Ok(answer.unwrap_or_else(|violation| {
        ledger.record(&violation);
        refused(&violation)
    }))
}

async fn route(ledger: &Ledger, method: &Method, path: &str, body: Bytes) -> Result<Answer, Violation> {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    match (method, segments.as_slice()) {
        (&Method::GET, ["2018-06-01", "runtime", "invocation", "next"]) => next(ledger).await,
        (&Method::POST, ["2018-06-01", "runtime", "invocation", id, "response"]) => {
            ledger.answer(id, Outcome::Response(body)).map(|()| accepted())
        }
        (&Method::POST, ["2018-06-01", "runtime", "invocation", id, "error"]) => {
            ledger.answer(id, Outcome::Error(function_error(path, &body)?)).map(|()| accepted())
        }
        (&Method::POST, ["2018-06-01", "runtime", "init", "error"]) => {
            ledger.fail_init(function_error(path, &body)?).map(|()| accepted())
        }
        _ => Err(Violation::path(format!("{method} {path} is not in the API"))),
    }
}

async fn next(ledger: &Ledger) -> Result<Answer, Violation> {
    let event = ledger.next().await?;
    let mut answer = json(StatusCode::OK, event.body.into());
    let mut header = |name: &'static str, value: &dyn Display| {
        let value = value.to_string().try_into().expect("text without control characters");
        answer.headers_mut().insert(name, value);
    };
    header("lambda-runtime-aws-request-id", &event.request_id);
    header("lambda-runtime-deadline-ms", &event.deadline);
    header("lambda-runtime-invoked-function-arn", &FUNCTION_ARN);
    header("lambda-runtime-trace-id", &event.trace_id);
    Ok(answer)
}

fn function_error(path: &str, body: &[u8]) -> Result<FunctionError, Violation> {
    serde_json::from_slice(body).map_err(|error| {
        let body = String::from_utf8_lossy(body);
        Violation::request(format!("POST {path} was sent what is no error ({error}): {body}"))
    })
}

fn accepted() -> Answer {
    json(StatusCode::ACCEPTED, r#"{"status":"OK"}"#.into())
}

fn refused(violation: &Violation) -> Answer {
    let body = json!({ "errorType": violation.error_type, "errorMessage": violation.message });
    json(violation.status, body.to_string().into())
}

fn json(status: StatusCode, body: Bytes) -> Answer {
    let mut answer = Response::new(Full::new(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, "application/json".parse().expect("a header"));
    answer
}
