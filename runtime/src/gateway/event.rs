//! The events of functions, member by member as conformance 2.1 to 2.4 and 2.7 have them.

use hyper::HeaderMap;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    close_reason::CloseReason,
    connection::{Connection, ConnectionIdentity},
    invocation::Invocation,
    request::QueryString,
    stage::GatewayStage,
};

/// The expected size of a message's event without its body, in bytes.
const EXPECTED_CONTEXT_BYTES: usize = 1024;

/// The headers of a request that an event does not have: those of the upgrade, and those that API Gateway sets.
const HIDDEN_HEADERS: [&str; 6] =
    ["connection", "upgrade", "x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventContext<'a> {
    route_key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer: Option<EventAuthorizer<'a>>,
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
    identity: &'a ConnectionIdentity,
    request_id: &'a str,
    domain_name: &'a str,
    connection_id: &'a str,
    api_id: &'a str,
}

/// The authorizer's context, with the latency of the authorizer on `$connect` only.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventAuthorizer<'a> {
    #[serde(flatten)]
    context: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_latency: Option<u64>,
}

impl<'a> EventContext<'a> {
    fn new(stage: &'a GatewayStage, connection: &'a Connection, invocation: &'a Invocation) -> Self {
        EventContext {
            route_key: &invocation.route_key,
            authorizer: connection.authorizer_context.as_ref().map(|context| EventAuthorizer {
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
            stage: &stage.name,
            connected_at: connection.connected_at.millis(),
            request_time_epoch: invocation.time.millis(),
            identity: &connection.identity,
            request_id: &invocation.request_id,
            domain_name: &connection.domain_name,
            connection_id: &connection.id,
            api_id: &stage.api_id,
        }
    }
}

/// The headers and the query parameters of a handshake, which events have twice: with one value each, and with all values.
pub(super) struct RequestParameters {
    pub(super) headers: MultiValues,
    pub(super) query: MultiValues,
}

/// Names, each with all of its values.
#[derive(Default)]
pub(super) struct MultiValues(Map<String, Value>);

impl MultiValues {
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let values = self.0.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(value.into());
        }
    }

    /// Returns the last value of each name, as events of REST APIs have it.
    fn single(&self) -> Map<String, Value> {
        let last = |values: &Value| values.as_array()?.last().cloned();
        self.0.iter().filter_map(|(name, values)| Some((name.clone(), last(values)?))).collect()
    }

    /// Returns the last value of a name.
    pub(super) fn last(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_array()?.last()?.as_str()
    }

    /// Returns the last value of a header, in any spelling of its name.
    pub(super) fn last_of_header(&self, name: &str) -> Option<&str> {
        let spelled = self.0.keys().find(|known| known.eq_ignore_ascii_case(name))?;
        self.last(spelled)
    }
}

impl RequestParameters {
    pub(super) fn new(headers: &[(String, String)], query: &QueryString) -> Self {
        let mut parameters =
            RequestParameters { headers: MultiValues::default(), query: MultiValues::default() };
        for (name, value) in headers {
            parameters.headers.add(name, value);
        }
        for (name, value) in query.pairs() {
            parameters.query.add(name, value);
        }
        parameters
    }
}

/// The event of a handshake, for the authorizer or the route.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HandshakeEvent<'a> {
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
    request_context: EventContext<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_base64_encoded: Option<bool>,
}

impl<'a> HandshakeEvent<'a> {
    /// Returns the members that both events have. Empty maps of the query and the stage are present only if `has_empty`.
    fn new(
        stage: &'a GatewayStage,
        connection: &'a Connection,
        invocation: &'a Invocation,
        parameters: &'a RequestParameters,
        has_empty: bool,
    ) -> Self {
        let is_present = |map: &Map<String, Value>| has_empty || !map.is_empty();
        let query = Some(&parameters.query).filter(|query| is_present(&query.0));
        HandshakeEvent {
            kind: None,
            method_arn: None,
            headers: parameters.headers.single(),
            multi_value_headers: &parameters.headers.0,
            query_string_parameters: query.map(MultiValues::single),
            multi_value_query_string_parameters: query.map(|query| &query.0),
            stage_variables: Some(&stage.variables).filter(|variables| is_present(variables)),
            request_context: EventContext::new(stage, connection, invocation),
            is_base64_encoded: None,
        }
    }
}

/// Returns the event of a handshake for the route.
pub(super) fn connect_event(
    stage: &GatewayStage,
    connection: &Connection,
    invocation: &Invocation,
    parameters: &RequestParameters,
) -> Vec<u8> {
    let common = HandshakeEvent::new(stage, connection, invocation, parameters, false);
    json(&HandshakeEvent { is_base64_encoded: Some(false), ..common })
}

/// Returns the event of a handshake for the authorizer, which has empty maps, too.
pub(super) fn authorizer_event(
    stage: &GatewayStage,
    connection: &Connection,
    invocation: &Invocation,
    parameters: &RequestParameters,
    method_arn: &str,
) -> Vec<u8> {
    let common = HandshakeEvent::new(stage, connection, invocation, parameters, true);
    json(&HandshakeEvent { kind: Some("REQUEST"), method_arn: Some(method_arn), ..common })
}

/// The event of a message up to its body.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MessageEvent<'a> {
    request_context: EventContext<'a>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    stage_variables: &'a Map<String, Value>,
}

/// Returns the event of a message.
pub(super) fn message_event(
    stage: &GatewayStage,
    connection: &Connection,
    invocation: &Invocation,
    body: &str,
) -> Vec<u8> {
    let mut request_context = EventContext::new(stage, connection, invocation);
    request_context.message_id = invocation.message_id.as_deref();
    let mut event = Vec::with_capacity(body.len() + EXPECTED_CONTEXT_BYTES);
    write(&MessageEvent { request_context, stage_variables: &stage.variables }, &mut event);
    // serde_json writes the body byte by byte, which is a fifth of the time of a message of 1 KB.
    event.pop();
    event.extend_from_slice(br#","body":"#);
    json_escape_simd::escape_into(body, &mut event);
    event.extend_from_slice(br#","isBase64Encoded":false}"#);
    event
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DisconnectEvent<'a> {
    headers: Map<String, Value>,
    multi_value_headers: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    stage_variables: &'a Map<String, Value>,
    request_context: EventContext<'a>,
    is_base64_encoded: bool,
}

/// Returns the event of a connection's end.
pub(super) fn disconnect_event(
    stage: &GatewayStage,
    connection: &Connection,
    invocation: &Invocation,
    reason: &CloseReason,
) -> Vec<u8> {
    let mut request_context = EventContext::new(stage, connection, invocation);
    request_context.disconnect_status_code = Some(reason.code);
    request_context.disconnect_reason = Some(&reason.text);
    let mut headers = MultiValues::default();
    for (name, value) in
        [("Host", &*connection.domain_name), ("x-api-key", ""), ("X-Forwarded-For", ""), ("x-restapi", "")]
    {
        headers.add(name, value);
    }
    json(&DisconnectEvent {
        headers: headers.single(),
        multi_value_headers: &headers.0,
        stage_variables: &stage.variables,
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

/// Returns the client's headers as events have them (conformance 2.4): without those of the upgrade, with those that API Gateway adds.
pub(super) fn event_headers(
    headers: &HeaderMap,
    spell: impl Fn(&str) -> String,
    gateway_headers: &[(&str, String)],
) -> Vec<(String, String)> {
    let client_headers = headers.iter().filter(|(name, _)| !HIDDEN_HEADERS.contains(&name.as_str()));
    let client_headers = client_headers
        .map(|(name, value)| (spell(name.as_str()), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    client_headers
        .chain(gateway_headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn escaped_body_equals_serde_json_text() {
        let all: String = (0..0x180).filter_map(char::from_u32).collect();
        for text in ["", "plain", r#"{"action":"send"}"#, &all, &"ä€🦀".repeat(20), &format!("{:40}\"", "x")]
        {
            let mut json = Vec::new();
            json_escape_simd::escape_into(text, &mut json);
            assert_eq!(String::from_utf8(json).expect("text"), serde_json::Value::from(text).to_string());
        }
    }
}
