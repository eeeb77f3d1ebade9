use indexmap::IndexMap;
use serde::Serialize;

use super::{Body, Expression};
use crate::declaration::Str;

/// A value that the deployed stack shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Output {
    /// One that every API has.
    #[serde(rename_all = "PascalCase")]
    Made { description: &'static str, value: Expression },
    /// One that the declaration adds in CloudFormation's own words.
    Declared(IndexMap<Str, Body>),
}
