use serde::Serialize;

use super::TagList;
use crate::template::Expression;

/// `AWS::Logs::LogGroup`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct LogGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<Expression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_in_days: Option<u32>,
    #[serde(skip_serializing_if = "TagList::is_empty")]
    pub tags: TagList,
}
