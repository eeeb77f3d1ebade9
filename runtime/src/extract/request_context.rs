use std::convert::Infallible;

use serde::Deserialize;

use super::{FromEvent, Request};
use crate::{connection_id::ConnectionId, event::Text, object::Object};

/// The event's `requestContext`: API Gateway's facts about the event and the connection.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::RequestContext;
///
/// async fn connect(context: RequestContext) {
///     tracing::info!(stage = context.stage, address = context.identity.source_ip, "connected");
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestContext {
    /// The connection.
    pub connection_id: ConnectionId,
    /// The key of the selected route: `$default` for a message that selects no other.
    pub route_key: String,
    /// API Gateway's id of the event.
    pub request_id: String,
    /// The same, as logs call it.
    pub extended_request_id: Option<String>,
    /// The message's id.
    pub message_id: Option<String>,
    /// The API's id.
    pub api_id: String,
    /// The stage's name.
    pub stage: String,
    /// The host that the client connected to.
    pub domain_name: String,
    /// When the event came, as in logs: `11/Nov/2024:13:45:46 +0000`.
    pub request_time: Option<String>,
    /// The same in milliseconds since 1970.
    pub request_time_epoch: Option<i64>,
    /// When the connection was made, in milliseconds since 1970.
    pub connected_at: Option<i64>,
    /// The client.
    pub identity: ClientIdentity,
}

/// The client of a connection. The fields of the signer are set where the authorizer is `iam`.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::RequestContext;
///
/// async fn connect(context: RequestContext) {
///     if let Some(arn) = context.identity.user_arn {
///         tracing::info!(arn, "signed");
///     }
/// }
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ClientIdentity {
    /// The client's address.
    pub source_ip: Option<String>,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// The account of the signer.
    pub account_id: Option<String>,
    /// The signer.
    pub caller: Option<String>,
    /// The signer, as a user.
    pub user: Option<String>,
    /// The signer's ARN.
    pub user_arn: Option<String>,
    /// The access key that the handshake was signed with.
    pub access_key: Option<String>,
    /// The API key, where the route requires one.
    pub api_key: Option<String>,
    /// Its id.
    pub api_key_id: Option<String>,
}

impl<E, S> FromEvent<E, S> for RequestContext {
    type Rejection = Infallible;

    fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Infallible> {
        let context = request.context();
        let owned = |text: &Option<Text<'_>>| text.as_ref().map(|text| text.as_str().to_owned());
        Ok(RequestContext {
            connection_id: ConnectionId::from(request.connection_id()),
            route_key: request.route_key().to_owned(),
            request_id: request.request_id().to_owned(),
            extended_request_id: owned(&context.extended_request_id),
            message_id: owned(&context.message_id),
            api_id: owned(&context.api_id).unwrap_or_default(),
            stage: request.stage().to_owned(),
            domain_name: request.domain_name().to_owned(),
            request_time: owned(&context.request_time),
            request_time_epoch: context.request_time_epoch,
            connected_at: context.connected_at,
            identity: context
                .identity
                .and_then(|raw| serde_json::from_str(raw.get()).ok())
                .map(|Object(identity)| identity)
                .unwrap_or_default(),
        })
    }
}

impl<E, S> FromEvent<E, S> for ConnectionId {
    type Rejection = Infallible;

    fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Infallible> {
        Ok(ConnectionId::from(request.connection_id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Message};

    #[test]
    fn list_instead_of_an_identity_is_empty() {
        for (identity, expected) in [(r#"{"sourceIp":"::1"}"#, Some("::1")), (r#"["::1"]"#, None)] {
            let context = format!(
                r#"{{"routeKey":"$default","eventType":"MESSAGE","connectionId":"a=","identity":{identity}}}"#
            );
            let json = format!(r#"{{"requestContext":{context},"body":"x"}}"#);
            let event = Event::parse(json.as_bytes()).expect("an event");
            let request = Request::new(&event);
            let Ok(read) = <RequestContext as FromEvent<Message, ()>>::from_event(&request, &());
            assert_eq!(read.identity.source_ip.as_deref(), expected, "{identity}");
        }
    }
}
