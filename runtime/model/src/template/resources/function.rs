use indexmap::IndexMap;
use serde::Serialize;

use super::TagList;
use crate::{declaration::Str, template::Expression};

/// `AWS::Lambda::Function`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Function {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<Expression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Expression>,
    pub runtime: &'static str,
    pub handler: &'static str,
    pub code: Code,
    pub role: Expression,
    pub architectures: [&'static str; 1],
    pub memory_size: u32,
    pub timeout: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<Expression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracing_config: Option<TracingConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging_config: Option<LoggingConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved_concurrent_executions: Option<u32>,
    #[serde(skip_serializing_if = "TagList::is_empty")]
    pub tags: TagList,
}

/// The location of the artifact.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Code {
    /// An object in a bucket.
    #[serde(rename_all = "PascalCase")]
    S3 { s3_bucket: Expression, s3_key: Expression },
    /// A path. `aws cloudformation package` uploads the file and replaces the path by an object.
    Local(String),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Environment {
    pub variables: IndexMap<Str, Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct EphemeralStorage {
    pub size: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TracingConfig {
    pub mode: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct LoggingConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group: Option<Expression>,
}
