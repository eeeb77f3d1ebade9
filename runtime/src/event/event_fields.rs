use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Context, EventKind, Text};
use crate::object::object;

/// An event's JSON. Unknown members are passed over without being kept.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EventFields<'a> {
    #[serde(borrow, default, deserialize_with = "object")]
    pub(super) request_context: Context<'a>,
    #[serde(borrow)]
    pub(super) headers: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) multi_value_headers: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) query_string_parameters: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) multi_value_query_string_parameters: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) stage_variables: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) body: Option<Text<'a>>,
    pub(super) is_base64_encoded: Option<bool>,
    /// Of an authorizer's event: always `REQUEST` for a WebSocket API.
    #[serde(borrow, rename = "type")]
    pub(super) kind: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) method_arn: Option<Text<'a>>,
}

impl EventFields<'_> {
    /// Returns the kind of event; `None` if it is not one of a WebSocket API.
    pub(super) fn kind(&self) -> Option<EventKind> {
        let context = &self.request_context;
        context.connection_id.as_ref()?;
        if self.kind.as_ref().is_some_and(|kind| kind.as_str() == "REQUEST") && self.method_arn.is_some() {
            return Some(EventKind::Authorizer);
        }
        context.route_key.as_ref()?;
        match context.event_type.as_ref()?.as_str() {
            "CONNECT" => Some(EventKind::Connect),
            "MESSAGE" => Some(EventKind::Message),
            "DISCONNECT" => Some(EventKind::Disconnect),
            _ => None,
        }
    }
}
