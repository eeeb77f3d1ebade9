//! The events that API Gateway sends for a WebSocket API.

mod context;
mod event_fields;
mod kind;
mod other_source;
mod text;

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use serde_json::{Map, Value, value::RawValue};

pub use kind::{Authorizer, Connect, Disconnect, EventKind, Message, TwoWay};

pub(crate) use context::Context;

pub(crate) use text::Text;

use crate::{function_error::FunctionError, mismatch::Mismatch, object::Object};
use event_fields::EventFields;

/// An event, read in one pass. Only the extractor that needs a large part parses it.
///
/// [`FromEvent`](crate::extract::FromEvent) reads one; [`Event::parse`] makes one of JSON, for tests.
pub struct Event<'a> {
    json: &'a str,
    kind: EventKind,
    fields: EventFields<'a>,
}

impl<'a> Event<'a> {
    /// Reads an event.
    ///
    /// # Errors
    /// If it is not JSON, or not an event of a WebSocket API; the message names what it seems to be instead.
    pub fn parse(json: &'a [u8]) -> Result<Event<'a>, FunctionError> {
        let json = std::str::from_utf8(json).map_err(|error| FunctionError::malformed(&error))?;
        let fields: EventFields<'a> = match serde_json::from_str(json) {
            Ok(Object(fields)) => fields,
            Err(error) if error.is_data() => {
                return Err(other_source::explain(json, Some(&Mismatch::from_json_error(&error))));
            }
            Err(error) => return Err(FunctionError::malformed(&error)),
        };
        let Some(kind) = fields.kind() else { return Err(other_source::explain(json, None)) };
        Ok(Event { json, kind, fields })
    }

    /// The event as it came.
    pub fn as_json(&self) -> &'a str {
        self.json
    }

    /// The key of the route that API Gateway selected; `$connect` for an authorizer.
    pub fn route_key(&self) -> &str {
        self.context().route_key.as_ref().map_or("", Text::as_str)
    }

    /// The connection's id; on `$connect` and for an authorizer, that of the connection to be.
    pub fn connection_id(&self) -> &str {
        self.context().connection_id.as_ref().map_or("", Text::as_str)
    }

    /// API Gateway's id of this event.
    pub fn request_id(&self) -> &str {
        self.context().request_id.as_ref().map_or("", Text::as_str)
    }

    /// The stage's name.
    pub fn stage(&self) -> &str {
        self.context().stage.as_ref().map_or("", Text::as_str)
    }

    /// The host that the client connected to: API Gateway's own, or the custom domain.
    pub fn domain_name(&self) -> &str {
        self.context().domain_name.as_ref().map_or("", Text::as_str)
    }

    /// A message's text, or its base64 where [`Event::is_base64_encoded`].
    pub fn body(&self) -> Option<&str> {
        self.fields.body.as_ref().map(Text::as_str)
    }

    /// Returns `true` if the body is base64, which only an integration with `CONVERT_TO_BINARY` makes.
    pub fn is_base64_encoded(&self) -> bool {
        self.fields.is_base64_encoded.unwrap_or_default()
    }

    /// Returns the authorizer's answer unchanged: `principalId` and the context, whose values are strings.
    pub fn authorizer(&self) -> Option<&'a RawValue> {
        self.context().authorizer
    }

    /// The stage's variables.
    pub fn stage_variables(&self) -> HashMap<String, String> {
        let variables = members(self.fields.stage_variables).into_iter();
        variables.filter_map(|(name, values)| Some((name, values.into_iter().next_back()?))).collect()
    }

    /// The ARN that an authorizer allows or denies.
    pub(crate) fn method_arn(&self) -> &str {
        self.fields.method_arn.as_ref().map_or("", Text::as_str)
    }

    /// Names and values of the handshake's query string, in order, with each value of a repeated name.
    pub fn query(&self) -> Vec<(String, Vec<String>)> {
        merged(self.fields.multi_value_query_string_parameters, self.fields.query_string_parameters)
    }

    /// Names and values of the handshake's headers, in order, with each value of a repeated name.
    pub fn headers(&self) -> Vec<(String, Vec<String>)> {
        merged(self.fields.multi_value_headers, self.fields.headers)
    }

    pub(crate) fn kind(&self) -> EventKind {
        self.kind
    }

    pub(crate) fn context(&self) -> &Context<'a> {
        &self.fields.request_context
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("kind", &self.kind)
            .field("route_key", &self.route_key())
            .field("connection_id", &self.connection_id())
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

/// The members of a map that are strings or lists of strings, in order; none where it is absent or no map.
fn members(raw: Option<&RawValue>) -> Vec<(String, Vec<String>)> {
    let map: Map<String, Value> =
        raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    let text = |value| if let Value::String(text) = value { Some(text) } else { None };
    let texts = |value| match value {
        Value::Array(values) => values.into_iter().filter_map(text).collect(),
        value => text(value).into_iter().collect::<Vec<_>>(),
    };
    map.into_iter().map(|(name, value)| (name, texts(value))).filter(|(_, texts)| !texts.is_empty()).collect()
}

/// The map with every value of a name, and what only the map with the last one has.
fn merged(multi: Option<&RawValue>, single: Option<&RawValue>) -> Vec<(String, Vec<String>)> {
    let mut all = members(multi);
    let known: HashSet<String> = all.iter().map(|(name, _)| name.clone()).collect();
    all.extend(members(single).into_iter().filter(|(name, _)| !known.contains(name)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// serde takes a list for a struct, member by member.
    #[test]
    fn list_instead_of_an_object_is_an_unknown_event() {
        let context =
            r#"["$default","MESSAGE","a=","r","r","m","api","prod","a.b","now",1,1,null,null,null,null]"#;
        let event = |context: &str| format!(r#"{{"requestContext":{context},"body":"x"}}"#);
        for json in [event(context), event("null"), format!("[{}]", event(context))] {
            let error = Event::parse(json.as_bytes()).expect_err(&json).to_string();
            assert!(error.contains("this function serves a WebSocket API"), "{error}");
        }
    }
}
