//! The subject that only deserializes an event: the minimum time of serde without borrowed data.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "nothing is done with it")]
pub struct Event<'a> {
    #[serde(borrow)]
    request_context: RequestContext<'a>,
    #[serde(borrow)]
    stage_variables: Option<&'a RawValue>,
    #[serde(borrow)]
    body: Cow<'a, str>,
    is_base64_encoded: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "nothing is done with it")]
pub struct RequestContext<'a> {
    route_key: &'a str,
    event_type: &'a str,
    connection_id: &'a str,
    request_id: &'a str,
    extended_request_id: &'a str,
    message_id: &'a str,
    message_direction: &'a str,
    api_id: &'a str,
    stage: &'a str,
    domain_name: &'a str,
    request_time: &'a str,
    request_time_epoch: i64,
    connected_at: i64,
    #[serde(borrow)]
    identity: &'a RawValue,
    #[serde(borrow)]
    authorizer: &'a RawValue,
}

pub fn read(event: &[u8]) -> Event<'_> {
    serde_json::from_slice(event).expect("an event")
}
