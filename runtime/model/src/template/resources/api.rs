use serde::Serialize;

use super::TagMap;
use crate::{declaration::Str, template::Expression};

/// `AWS::ApiGatewayV2::Api`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Api {
    pub name: Expression,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Expression>,
    pub protocol_type: &'static str,
    pub route_selection_expression: Str,
    #[serde(skip_serializing_if = "TagMap::is_empty")]
    pub tags: TagMap,
}
