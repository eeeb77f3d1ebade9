use serde::Deserialize;
use serde_json::value::RawValue;

use super::Text;

/// `requestContext`, borrowed from the event.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Context<'a> {
    #[serde(borrow)]
    pub(crate) route_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) event_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) connection_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) request_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) extended_request_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) message_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) api_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) stage: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) domain_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) request_time: Option<Text<'a>>,
    pub(crate) request_time_epoch: Option<i64>,
    pub(crate) connected_at: Option<i64>,
    pub(crate) disconnect_status_code: Option<i64>,
    #[serde(borrow)]
    pub(crate) disconnect_reason: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) identity: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) authorizer: Option<&'a RawValue>,
}
