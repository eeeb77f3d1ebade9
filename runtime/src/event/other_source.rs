//! Events of other kinds: a function that serves a WebSocket API was invoked by something else.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{excerpt::excerpt, function_error::FunctionError, mismatch::Mismatch, object::Object};

/// The fields that distinguish the kinds of events.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shape<'a> {
    #[serde(borrow, alias = "Records")]
    records: Option<&'a RawValue>,
    #[serde(rename = "detail-type")]
    detail_type: Option<String>,
    source: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    http_method: Option<String>,
    #[serde(borrow)]
    request_context: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    #[serde(alias = "EventSource")]
    event_source: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    #[serde(borrow)]
    http: Option<&'a RawValue>,
    #[serde(borrow)]
    elb: Option<&'a RawValue>,
    event_type: Option<String>,
}

/// Returns the error that names the kind of event; `mismatch` is the reason why it could not be read.
pub(super) fn explain(json: &str, mismatch: Option<&Mismatch>) -> FunctionError {
    let found = describe(json);
    let detail = mismatch.map(|mismatch| format!(": {mismatch}")).unwrap_or_default();
    FunctionError::new(
        "WebsocketApi.UnknownEvent",
        format!("this function serves a WebSocket API, and what came is {found}{detail}"),
    )
}

fn describe(json: &str) -> String {
    let shape: Shape<'_> = match serde_json::from_str(json) {
        Ok(Object(shape)) => shape,
        Err(_) => return kind_of_json(json).to_owned(),
    };
    if let Some(records) = shape.records {
        let records: Vec<Object<Record>> = serde_json::from_str(records.get()).unwrap_or_default();
        let source = records.into_iter().next().and_then(|Object(record)| record.event_source);
        return source
            .map_or("a list of records".to_owned(), |source| format!("records of `{}`", excerpt(&source)));
    }
    if let (Some(kind), Some(source)) = (&shape.detail_type, &shape.source) {
        return format!("an event of EventBridge, `{}` from `{}`", excerpt(kind), excerpt(source));
    }
    let request: Option<Object<Request<'_>>> =
        shape.request_context.and_then(|context| serde_json::from_str(context.get()).ok());
    if let Some(Object(request)) = request {
        if request.elb.is_some() {
            return "a request of a load balancer".to_owned();
        }
        if request.http.is_some() {
            return "a request of an HTTP API or a function URL".to_owned();
        }
        if let Some(kind) = request.event_type {
            return format!("an event of the type `{}`", excerpt(&kind));
        }
    }
    match (shape.kind.as_deref(), shape.http_method) {
        (Some("TOKEN"), _) => "an event for a TOKEN authorizer, which WebSocket APIs do not have".to_owned(),
        (Some("REQUEST"), _) => "an event for the authorizer of another kind of API".to_owned(),
        (_, Some(method)) => format!("a {} request of a REST API", excerpt(&method)),
        _ => kind_of_json(json).to_owned(),
    }
}

fn kind_of_json(json: &str) -> &'static str {
    match json.trim_start().as_bytes().first() {
        Some(b'{') => "an object without `requestContext.connectionId`, `routeKey` and `eventType`",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b'n') => "`null`",
        Some(b't' | b'f') => "a boolean",
        _ => "a number",
    }
}
