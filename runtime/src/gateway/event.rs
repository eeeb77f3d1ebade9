//! The events that functions get, member by member as conformance 2.1 to 2.4 and 2.7 have them.

use hyper::HeaderMap;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{connection::Connection, deployment::Deployment, invocation::Invocation, query::Query};

/// Bytes of a message's event, besides its body, that are not often exceeded.
const CONTEXT: usize = 1024;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Context<'a> {
    route_key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer: Option<Authorizer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disconnect_status_code: Option<u16>,
    event_type: &'static str,
    extended_request_id: &'a str,
    request_time: String,
    message_direction: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    disconnect_reason: Option<&'a str>,
    stage: &'a str,
    connected_at: i64,
    request_time_epoch: i64,
    identity: &'a super::connection::Identity,
    request_id: &'a str,
    domain_name: &'a str,
    connection_id: &'a str,
    api_id: &'a str,
}

/// What the authorizer said; how long it took is told on `$connect` only.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Authorizer<'a> {
    #[serde(flatten)]
    context: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_latency: Option<u64>,
}

impl<'a> Context<'a> {
    fn new(deployment: &'a Deployment, connection: &'a Connection, invocation: &'a Invocation) -> Self {
        Context {
            route_key: &invocation.route_key,
            authorizer: connection.authorizer.as_ref().map(|context| Authorizer {
                context,
                integration_latency: invocation
                    .authorizer_latency()
                    .filter(|_| !context.contains_key("integrationLatency")),
            }),
            message_id: None,
            disconnect_status_code: None,
            event_type: invocation.event_type,
            extended_request_id: &invocation.request_id,
            request_time: invocation.time.common_log(),
            message_direction: "IN",
            disconnect_reason: None,
            stage: &deployment.stage,
            connected_at: connection.connected_at.millis(),
            request_time_epoch: invocation.time.millis(),
            identity: &connection.identity,
            request_id: &invocation.request_id,
            domain_name: &connection.domain_name,
            connection_id: &connection.id,
            api_id: &deployment.api_id,
        }
    }
}

/// The parameters of a handshake that are in its event, once with one value each and once with all.
pub(super) struct Parameters {
    pub(super) headers: Lists,
    pub(super) query: Lists,
}

/// Names with their values.
#[derive(Default)]
pub(super) struct Lists(Map<String, Value>);

impl Lists {
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let values = self.0.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(value.into());
        }
    }

    /// The last value of each, as REST proxies have it.
    fn single(&self) -> Map<String, Value> {
        let last = |values: &Value| values.as_array()?.last().cloned();
        self.0.iter().filter_map(|(name, values)| Some((name.clone(), last(values)?))).collect()
    }

    /// The value of a name in [`Lists::single`].
    pub(super) fn last(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_array()?.last()?.as_str()
    }

    /// The value of a header in [`Lists::single`], however it is spelled there.
    pub(super) fn last_of_header(&self, name: &str) -> Option<&str> {
        let spelled = self.0.keys().find(|known| known.eq_ignore_ascii_case(name))?;
        self.last(spelled)
    }
}

impl Parameters {
    pub(super) fn of(headers: &[(String, String)], query: &Query) -> Self {
        let mut parameters = Parameters { headers: Lists::default(), query: Lists::default() };
        for (name, value) in headers {
            parameters.headers.add(name, value);
        }
        for (name, value) in query.pairs() {
            parameters.query.add(name, value);
        }
        parameters
    }
}

/// A handshake, as the authorizer or the route is told of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Handshake<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method_arn: Option<&'a str>,
    headers: Map<String, Value>,
    multi_value_headers: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_string_parameters: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_value_query_string_parameters: Option<&'a Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage_variables: Option<&'a Map<String, Value>>,
    request_context: Context<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_base64_encoded: Option<bool>,
}

impl<'a> Handshake<'a> {
    /// With the members that both have: those of the query and the stage only where `has_empty`, or they are not empty.
    fn new(
        deployment: &'a Deployment,
        connection: &'a Connection,
        invocation: &'a Invocation,
        parameters: &'a Parameters,
        has_empty: bool,
    ) -> Self {
        let is_there = |map: &Map<String, Value>| has_empty || !map.is_empty();
        let query = Some(&parameters.query).filter(|query| is_there(&query.0));
        Handshake {
            kind: None,
            method_arn: None,
            headers: parameters.headers.single(),
            multi_value_headers: &parameters.headers.0,
            query_string_parameters: query.map(Lists::single),
            multi_value_query_string_parameters: query.map(|query| &query.0),
            stage_variables: Some(&deployment.stage_variables).filter(|variables| is_there(variables)),
            request_context: Context::new(deployment, connection, invocation),
            is_base64_encoded: None,
        }
    }
}

/// The event of a handshake.
pub(super) fn connect(
    deployment: &Deployment,
    connection: &Connection,
    invocation: &Invocation,
    parameters: &Parameters,
) -> Vec<u8> {
    let common = Handshake::new(deployment, connection, invocation, parameters, false);
    json(&Handshake { is_base64_encoded: Some(false), ..common })
}

/// The event that the authorizer gets of a handshake: maps are there when they are empty, too.
pub(super) fn authorize(
    deployment: &Deployment,
    connection: &Connection,
    invocation: &Invocation,
    parameters: &Parameters,
    method_arn: &str,
) -> Vec<u8> {
    let common = Handshake::new(deployment, connection, invocation, parameters, true);
    json(&Handshake { kind: Some("REQUEST"), method_arn: Some(method_arn), ..common })
}

/// What comes before the body.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    request_context: Context<'a>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    stage_variables: &'a Map<String, Value>,
}

/// The event of a message.
pub(super) fn message(
    deployment: &Deployment,
    connection: &Connection,
    invocation: &Invocation,
    body: &str,
) -> Vec<u8> {
    let mut request_context = Context::new(deployment, connection, invocation);
    request_context.message_id = invocation.message_id.as_deref();
    let mut event = Vec::with_capacity(body.len() + CONTEXT);
    write(&Message { request_context, stage_variables: &deployment.stage_variables }, &mut event);
    // The body is most of the event, and serde_json writes it byte by byte: a fifth of what a message of 1 KB takes.
    event.pop();
    event.extend_from_slice(br#","body":"#);
    json_escape_simd::escape_into(body, &mut event);
    event.extend_from_slice(br#","isBase64Encoded":false}"#);
    event
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Disconnect<'a> {
    headers: Map<String, Value>,
    multi_value_headers: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    stage_variables: &'a Map<String, Value>,
    request_context: Context<'a>,
    is_base64_encoded: bool,
}

/// The event of a connection's end.
pub(super) fn disconnect(
    deployment: &Deployment,
    connection: &Connection,
    invocation: &Invocation,
    code: u16,
    reason: &str,
) -> Vec<u8> {
    let mut request_context = Context::new(deployment, connection, invocation);
    request_context.disconnect_status_code = Some(code);
    request_context.disconnect_reason = Some(reason);
    let mut headers = Lists::default();
    for (name, value) in
        [("Host", &*connection.domain_name), ("x-api-key", ""), ("X-Forwarded-For", ""), ("x-restapi", "")]
    {
        headers.add(name, value);
    }
    json(&Disconnect {
        headers: headers.single(),
        multi_value_headers: &headers.0,
        stage_variables: &deployment.stage_variables,
        request_context,
        is_base64_encoded: false,
    })
}

fn json(event: &impl Serialize) -> Vec<u8> {
    let mut json = Vec::new();
    write(event, &mut json);
    json
}

fn write(event: &impl Serialize, json: &mut Vec<u8>) {
    serde_json::to_writer(json, event).expect("string keys and whole numbers only");
}

/// The client's headers as events have them (conformance 2.4): without those of the upgrade itself, with those that API
/// Gateway adds.
pub(super) fn headers(
    of: &HeaderMap,
    spelled: impl Fn(&str) -> String,
    added: &[(&str, String)],
) -> Vec<(String, String)> {
    let hidden = [
        "connection",
        "upgrade",
        "x-amzn-trace-id",
        "x-forwarded-for",
        "x-forwarded-port",
        "x-forwarded-proto",
    ];
    let own = of.iter().filter(|(name, _)| !hidden.contains(&name.as_str()));
    let own = own.map(|(name, value)| {
        (spelled(name.as_str()), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    own.chain(added.iter().map(|(name, value)| ((*name).to_owned(), value.clone()))).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn bodies_are_written_as_serde_json_does() {
        let all: String = (0..0x180).filter_map(char::from_u32).collect();
        for text in ["", "plain", r#"{"action":"send"}"#, &all, &"ä€🦀".repeat(20), &format!("{:40}\"", "x")]
        {
            let mut json = Vec::new();
            json_escape_simd::escape_into(text, &mut json);
            assert_eq!(String::from_utf8(json).expect("text"), serde_json::Value::from(text).to_string());
        }
    }
}
