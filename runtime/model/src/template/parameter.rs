use indexmap::IndexMap;
use serde::Serialize;

use super::Body;
use crate::declaration::Str;

/// A value that a deployment sets.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Parameter {
    /// A generated parameter.
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
    /// A parameter of the declaration, in CloudFormation's form.
    Declared(IndexMap<Str, Body>),
}
