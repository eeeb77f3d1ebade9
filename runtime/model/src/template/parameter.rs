use indexmap::IndexMap;
use serde::Serialize;

use super::Body;
use crate::declaration::Str;

/// A value that whoever deploys the template may or must give.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Parameter {
    /// One that the declaration needs.
    #[serde(rename_all = "PascalCase")]
    Made {
        #[serde(rename = "Type")]
        kind: &'static str,
        description: Str,
        #[serde(skip_serializing_if = "Option::is_none")]
        default: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        allowed_pattern: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        constraint_description: Option<&'static str>,
    },
    /// One that it declares in CloudFormation's own words.
    Declared(IndexMap<Str, Body>),
}
