use serde::Serialize;

use super::TagMap;
use crate::{spec::Str, template::Expression};

/// `AWS::ApiGatewayV2::Stage`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Stage {
    pub api_id: Expression,
    pub stage_name: Expression,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Expression>,
    pub auto_deploy: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_id: Option<Expression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_log_settings: Option<AccessLogSettings>,
    #[serde(skip_serializing_if = "TagMap::is_empty")]
    pub tags: TagMap,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccessLogSettings {
    pub destination_arn: Expression,
    pub format: Str,
}

/// `AWS::ApiGatewayV2::Deployment`: a snapshot of the API.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Deployment {
    pub api_id: Expression,
}
