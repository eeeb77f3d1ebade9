use serde::Serialize;

use super::Expression;

/// A value that the deployed stack shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Output {
    pub description: &'static str,
    pub value: Expression,
}
