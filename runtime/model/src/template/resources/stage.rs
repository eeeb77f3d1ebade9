use indexmap::IndexMap;
use serde::Serialize;

use super::TagMap;
use crate::{
    declaration::{self, ExecutionLog, Str, ThrottleBurst, ThrottleRate},
    template::Expression,
};

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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_route_settings: Option<RouteSettings>,
    /// The settings by route key.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub route_settings: IndexMap<Str, RouteSettings>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub stage_variables: IndexMap<Str, Expression>,
    #[serde(skip_serializing_if = "TagMap::is_empty")]
    pub tags: TagMap,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccessLogSettings {
    pub destination_arn: Expression,
    pub format: Str,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RouteSettings {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throttling_rate_limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throttling_burst_limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detailed_metrics_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging_level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_trace_enabled: Option<bool>,
}

impl From<declaration::RouteSettings> for RouteSettings {
    fn from(settings: declaration::RouteSettings) -> Self {
        let declaration::RouteSettings { throttle, detailed_metrics, execution_log, data_trace } = settings;
        RouteSettings {
            throttling_rate_limit: throttle.and_then(|throttle| throttle.rate).map(ThrottleRate::get),
            throttling_burst_limit: throttle.and_then(|throttle| throttle.burst).map(ThrottleBurst::get),
            detailed_metrics_enabled: detailed_metrics,
            logging_level: execution_log.map(|level| match level {
                ExecutionLog::Error => "ERROR",
                ExecutionLog::Info => "INFO",
                ExecutionLog::Off => "OFF",
            }),
            data_trace_enabled: data_trace,
        }
    }
}

/// `AWS::ApiGatewayV2::Deployment`: a snapshot of the API.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Deployment {
    pub api_id: Expression,
    /// An existing stage, which serves the snapshot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage_name: Option<Expression>,
}
