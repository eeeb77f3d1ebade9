use indexmap::IndexMap;
use serde::Serialize;

use super::{Body, Expression};
use crate::declaration::Str;

/// A value that a deployed stack returns.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Output {
    /// An output of every API.
    #[serde(rename_all = "PascalCase")]
    Made { description: &'static str, value: Expression },
    /// An output of the declaration, in CloudFormation's form.
    Declared(IndexMap<Str, Body>),
}
